import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, inject } from 'vitest'
import { type OpenedStore, openStore } from '../../../src/adapters/store/open.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import type { RepositoryRef } from '../../../src/core/issue-ref.ts'

/** A location for a database during a test. */
export interface Place {
  /** Opens the database. Opening it again after closing returns the same data, unless the engine is `fleeting`. */
  open(): Promise<OpenedStore>
  remove(): Promise<void>
}

/** An engine for the contract tests. */
export interface Engine {
  readonly name: string
  /** True when closing loses everything. */
  readonly fleeting: boolean
  place(): Promise<Place>
}

export const MEMORY: Engine = {
  name: 'SQLite in memory',
  fleeting: true,
  place: async () => ({ open: () => openStore({ path: ':memory:' }), remove: async () => {} }),
}

const FILE: Engine = {
  name: 'SQLite in a file',
  fleeting: false,
  place: async () => {
    const folder = temporaryFolder()
    return { open: () => openStore({ path: join(folder, 'store.db') }), remove: async () => removeFolder(folder) }
  },
}

/** Each place gets its own database on this test run's server: a cleared database if possible, otherwise a new one. */
export const POSTGRES: Engine = {
  name: 'PostgreSQL',
  fleeting: false,
  place: async () => {
    const url = emptied.pop() ?? (await createDatabase())
    const remove = async () => {
      await onServer(EMPTY, url)
      emptied.push(url)
    }
    return { open: () => openStore({ path: '', url }), remove }
  },
}

/** Cleared databases whose schema is up to date. */
const emptied: string[] = []

/** Closes all connections and deletes all rows except those in the migration tables. */
const EMPTY = `do $$
  declare
    entry record;
  begin
    perform pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid();
    set local session_replication_role = replica;
    for entry in select schemaname, tablename from pg_tables
      where schemaname like 'auth_triage%' and tablename not like '%migration%'
    loop
      execute format('delete from %I.%I', entry.schemaname, entry.tablename);
    end loop;
    perform setval(format('%I.%I', schemaname, sequencename), 1, false) from pg_sequences where schemaname like 'auth_triage%';
  end
$$`

/** Every engine that a store can live in. */
export const ENGINES: readonly Engine[] = [MEMORY, FILE, POSTGRES]

/** Opens a store before each test in the block and removes it afterwards. */
export function openBeforeEach(engine: Engine, take: (opened: OpenedStore, place: Place) => void): void {
  let place: Place
  let opened: OpenedStore
  beforeEach(async () => {
    place = await engine.place()
    opened = await place.open()
    take(opened, place)
  })
  afterEach(async () => {
    await opened.store.close()
    await place.remove()
  })
}

/**
 * Creates an empty database on this test run's server and returns its URL. The database is removed when the run ends.
 */
export async function createDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl'))
  const name = `${inject('databasePrefix')}${randomBytes(8).toString('hex')}`
  await onServer(`create database ${name}`)
  url.pathname = `/${name}`
  return url.href
}

/** Runs one statement on its own connection and returns its rows. */
export async function onServer(sql: string, url = inject('postgresUrl')): Promise<readonly Record<string, unknown>[]> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query(sql).finally(() => client.end())
  return rows
}

/** Forgets all repositories with this name. */
export async function forget(store: Store, repository: RepositoryRef): Promise<void> {
  for (const { id } of await store.repositoriesCalled(repository)) await store.forgetRepository(id)
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'auth-triage-'))
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
