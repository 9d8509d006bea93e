import { Client, Pool } from 'pg'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import { openPostgresLivenessLock } from '../../../src/adapters/store/postgres-liveness.ts'
import { TriageError } from '../../../src/core/errors.ts'
import { claimAs } from '../../support/seen-repository.ts'
import { createDatabase, onServer } from './places.ts'

let url: string

beforeEach(async () => {
  url = await createDatabase()
})

afterEach(() => {
  vi.unstubAllEnvs()
})

async function refusal(target: string): Promise<TriageError> {
  const error = await openStore({ path: '', url: target }).then(
    async ({ store }) => store.close(),
    (reason: unknown) => reason,
  )
  if (!(error instanceof TriageError)) throw new Error(`${target} was not refused: ${String(error)}`)
  return error
}

function changed(change: (url: URL) => void): string {
  const other = new URL(url)
  change(other)
  return other.href
}

describe('an unusable database', () => {
  test.each<[string, (url: URL) => void, RegExp]>([
    ['a missing server', (to) => (to.port = '1'), /does not accept connections/],
    ['a missing database', (to) => (to.pathname = '/nowhere'), /nowhere does not exist/],
    ['a wrong user', (to) => (to.username = 'nobody'), /rejects (the password|this user)|does not exist/],
  ])('refuses %s and names it without the password', async (_, change, pattern) => {
    const error = await refusal(changed(change))
    expect(error).toMatchObject({ code: 'store-unreadable', hint: expect.stringContaining('DATABASE_URL') })
    expect(error.message).toMatch(pattern)
    expect(error.message).not.toContain('password@')
  })
})

describe('a password', () => {
  test('can be set outside the URL, where it needs no escaping', async () => {
    const user = changed((to) => {
      to.username = 'guarded'
      to.password = ''
    })
    const database = new URL(url).pathname.slice(1)
    await onServer(`create role guarded login password 'p@ss/w%rd#?'`, url)
    await onServer(`grant create on database "${database}" to guarded`, url)
    onTestFinished(async () => void (await onServer('drop owned by guarded cascade; drop role guarded', url)))
    vi.stubEnv('PGPASSWORD', 'another')
    expect((await refusal(user)).message).toContain('rejects the password')
    vi.stubEnv('PGPASSWORD', 'p@ss/w%rd#?')
    const { store } = await openStore({ path: '', url: user })
    await store.close()
  })
})

describe('a database with another program’s tables', () => {
  test('gets our tables in their own schema', async () => {
    await onServer('create table public.deliveries (mine integer)', url)
    const { queue, store } = await openStore({ path: '', url })
    expect(await queue.backlog()).toBe(0)
    await store.close()
    expect(await onServer('select * from public.deliveries', url)).toEqual([])
  })

  test('is refused and not changed when the tables are in our schema', async () => {
    await onServer('create schema auth_triage create table deliveries (mine integer)', url)
    expect((await refusal(url)).message).toContain('did not create (deliveries)')
    const tables = "select table_name from information_schema.tables where table_schema = 'auth_triage'"
    expect(await onServer(tables, url)).toEqual([{ table_name: 'deliveries' }])
  })
})

test('finds dead processes on a server whose clock was a year ahead when it started', async () => {
  const startedAt = (interval: string) => `create or replace function fake.pg_postmaster_start_time()
    returns timestamptz language sql as 'select now() + interval ''${interval}'''`
  await onServer(`create schema fake; ${startedAt('1 year')}`, url)
  const shadowed = changed((to) => to.searchParams.set('options', '-c search_path=fake,pg_catalog'))
  const pool = new Pool({ connectionString: shadowed })
  const livenessLock = await openPostgresLivenessLock(pool)
  expect(await livenessLock.dead([livenessLock.id, 'dead-process'])).toEqual(['dead-process'])
  await onServer(startedAt('-1 second'), url)
  expect(await livenessLock.dead(['dead-process'])).toEqual([])
  await livenessLock.release()
  await pool.end()
})

test('a signal about a fix waits for an issue that is being deleted, and not the other way round', async () => {
  const { store } = await openStore({ path: '', url })
  const other = new Client({ connectionString: url })
  await other.connect()
  const ref = { owner: 'acme', repo: 'desktop', number: 7 }
  const signal = { kind: 'released', version: '1.2.3', who: null, comment: null, url: null, at: 1 } as const
  await claimAs(store, ref.owner, ref.repo)
  await store.keepFixSignals(ref, 'release-1', [signal])
  await other.query('begin; update auth_triage.report_counters set revision = revision + 1')
  const kept = store.keepFixSignals(ref, 'release-1', [signal])
  const waiting = "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
  await vi.waitUntil(async () => (await other.query(waiting)).rowCount === 1, { timeout: 10_000 })
  await other.query('delete from auth_triage.fix_signals; commit')
  await kept
  expect(await store.fixSignalsIn(ref)).toHaveLength(1)
  await other.end()
  await store.close()
})

describe('schema', () => {
  test('refuses a database written by a newer version and names the unknown step', async () => {
    await (await openStore({ path: '', url })).store.close()
    await onServer("insert into auth_triage.kysely_migration values ('9999-from-tomorrow', '2099')", url)
    expect(await refusal(url)).toMatchObject({
      code: 'store-too-new',
      message: expect.stringContaining('9999-from-tomorrow'),
    })
  })

  // Each store has its own connections, like a process.
  test('lets several processes open a new database at the same time', async () => {
    const opened = await Promise.all(Array.from({ length: 6 }, () => openStore({ path: '', url })))
    for (const { store } of opened) await store.close()
    const { queue, store } = await openStore({ path: '', url })
    expect(await queue.backlog()).toBe(0)
    await store.close()
  })
})
