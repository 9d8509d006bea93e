import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, inject } from 'vitest'
import { type OpenedStore, openStore } from '../../src/store/open.ts'

/** Somewhere a database can live for the length of a test. */
export interface Place {
  /** Opens what is there; opening again after closing gives the same data, unless the place is `fleeting`. */
  open(): Promise<OpenedStore>
  remove(): Promise<void>
}

/** An engine as the contract tests see it. */
export interface Engine {
  readonly name: string
  /** True when closing loses everything. */
  readonly fleeting: boolean
  place(): Promise<Place>
}

const MEMORY: Engine = {
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

/** A database of its own for each place, on the server of this test run. */
export const POSTGRES: Engine = {
  name: 'PostgreSQL',
  fleeting: false,
  place: async () => {
    migrated ??= createMigrated()
    const url = await createDatabase(await migrated)
    return { open: () => openStore({ path: '', url }), remove: () => dropDatabase(url) }
  },
}

/** Name of a database whose schema is up to date; copying it takes a fifth of the time that the steps take. */
let migrated: Promise<string> | null = null

async function createMigrated(): Promise<string> {
  const url = await createDatabase()
  const { store } = await openStore({ path: '', url })
  await store.close()
  return new URL(url).pathname.slice(1)
}

/** Every engine that a store can live in. */
export const ENGINES: readonly Engine[] = [MEMORY, FILE, POSTGRES]

/** Opens a store somewhere before each test of the block, and takes all of it away after. */
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

/** Makes a database on the server of this test run, empty unless it copies a template; its URL. */
export async function createDatabase(template = 'template1'): Promise<string> {
  const url = new URL(inject('postgresUrl'))
  const name = `test_${randomBytes(8).toString('hex')}`
  await onServer(`create database ${name} template ${template}`)
  url.pathname = `/${name}`
  return url.href
}

export async function dropDatabase(url: string): Promise<void> {
  await onServer(`drop database ${new URL(url).pathname.slice(1)} with (force)`)
}

/** Runs one statement on a connection of its own; its rows. */
export async function onServer(sql: string, url = inject('postgresUrl')): Promise<readonly Record<string, unknown>[]> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query(sql).finally(() => client.end())
  return rows
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'auth-triage-'))
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
