/**
 * Broken stores are refused with a helpful message, both when a bot starts and when a command reads them. They are left
 * unchanged.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { backUp } from '../../../src/adapters/store/back-up.ts'
import { checkStore } from '../../../src/adapters/store/check-store.ts'
import { moveStore } from '../../../src/adapters/store/move-store.ts'
import { openStore } from '../../../src/adapters/store/open.ts'
import { unreadable } from '../../../src/adapters/store/sqlite-file.ts'
import { TriageError } from '../../../src/core/errors.ts'
import { runCommand } from '../../support/command-line.ts'
import { delivery } from '../queue/contract.ts'
import { createDatabase, onServer, removeFolder, temporaryFolder } from './places.ts'

const run = promisify(execFile)

let folder: string
let path: string

beforeEach(async () => {
  folder = temporaryFolder()
  path = join(folder, 'store.db')
})

afterEach(() => {
  vi.unstubAllEnvs()
  removeFolder(folder)
})

/** Creates a store with one delivery and closes it cleanly. */
async function createStore(): Promise<void> {
  const { queue, store } = await openStore({ path })
  await queue.accept(delivery('a'))
  await store.close()
}

/** Creates a store as a killed process leaves it: the last writes are in the log. */
async function createKilledStore(): Promise<void> {
  await createStore()
  const { queue, store } = await openStore({ path })
  await queue.accept(delivery('b'))
  for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, join(folder, `kept${end}`))
  await store.close()
  for (const end of ['', '-wal']) renameSync(join(folder, `kept${end}`), `${path}${end}`)
  rmSync(`${path}-shm`, { force: true })
}

function onRaw(sql: string): void {
  const raw = new DatabaseSync(path)
  raw.exec(sql)
  raw.close()
}

const garbage = Buffer.alloc(9_000, 'random garbage ')

/** Returns the hash (or the mode, if it is not a file) of each folder entry, by name. */
function snapshot(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => {
      const found = lstatSync(join(folder, name))
      return [
        name,
        found.isFile()
          ? createHash('sha256')
              .update(readFileSync(join(folder, name)))
              .digest('hex')
          : String(found.mode),
      ]
    }),
  )
}

async function refusalOf(act: () => Promise<unknown>): Promise<TriageError> {
  const error = await act().then(
    () => new Error('it was accepted'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof TriageError)) throw error
  return error
}

type BrokenCase = readonly [name: string, make: () => Promise<void> | void, message: RegExp]

const MISSING = /^There is no store at .*store\.db\.$/
const INCOMPLETE = /is incomplete/
const FOREIGN_LOG = /was not written by SQLite/
const NOT_SQLITE = /is not an SQLite database/
const DAMAGED = /is damaged/

/** Cases that do not exist on Windows. */
const UNIX_ONLY: readonly BrokenCase[] = [
  ['a pipe', () => run('mkfifo', [path]).then(() => undefined), /is a pipe/],
  ['a socket', listen, /is a pipe, a socket/],
  ['a device', () => symlinkSync('/dev/null', path), /or a device/],
  ['a link to itself', () => symlinkSync(path, path), /cannot be opened|There is no store/],
  ['a log without its store, behind a link', () => createKilledStore().then(linkToOrphanedLog), INCOMPLETE],
]

const isUnix = process.platform !== 'win32'

/** Cases in which the store is not usable. */
const UNUSABLE: readonly BrokenCase[] = [
  ...(isUnix ? UNIX_ONLY : []),
  ['a folder', () => mkdirSync(path), /is a folder/],
  ['prose', () => writeFileSync(path, 'hello, this is prose\n'.repeat(100)), NOT_SQLITE],
  ['one byte', () => writeFileSync(path, 'x'), NOT_SQLITE],
  ['garbage', () => writeFileSync(path, garbage), NOT_SQLITE],
  ['a compressed store', () => createStore().then(() => rewrite(gzipSync)), NOT_SQLITE],
  ['an SQLite header followed by garbage', () => createStore().then(() => rewrite(keepHeader)), DAMAGED],
  [
    'a store truncated in the middle',
    () => createStore().then(() => rewrite((bytes) => bytes.subarray(0, 6_000))),
    DAMAGED,
  ],
  [
    'a store without its last page',
    () => createStore().then(() => rewrite((bytes) => bytes.subarray(0, -4_096))),
    DAMAGED,
  ],
  ['a store with a corrupt page', () => createStore().then(() => rewrite(corruptPage)), DAMAGED],
  ['a log without its store', () => createKilledStore().then(() => rmSync(path)), INCOMPLETE],
  ['a log next to an empty file', () => createKilledStore().then(() => writeFileSync(path, '')), INCOMPLETE],
  ['a foreign log without a store', () => writeFileSync(`${path}-wal`, garbage), INCOMPLETE],
  ['a foreign log next to an empty file', makeEmptyWithForeignLog, INCOMPLETE],
  ['a foreign log next to a store', () => createStore().then(() => writeFileSync(`${path}-wal`, garbage)), FOREIGN_LOG],
  ['a folder in place of the log', () => createStore().then(() => mkdirSync(`${path}-wal`)), /cannot be (opened|read)/],
  ['another program’s database', () => onRaw('create table accounts (mine integer)'), /did not create \(accounts\)/],
  ['a store written by a newer version', createNewerStore, /newer version .*9999-from-tomorrow/],
  [
    'a store with a missing table',
    () => createStore().then(() => onRaw('drop table feedback_events')),
    /is missing tables: feedback_events/,
  ],
  ['a short note', () => writeFileSync(path, 'remember the milk\n'), NOT_SQLITE],
]

async function listen(): Promise<void> {
  const server = createServer().listen(path)
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => void server.close())
}

function rewrite(change: (bytes: Buffer) => Buffer): void {
  writeFileSync(path, change(readFileSync(path)))
}

function keepHeader(bytes: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 'garbage ')])
}

function corruptPage(bytes: Buffer): Buffer {
  const raw = new DatabaseSync(path)
  const row = raw.prepare(`select rootpage from sqlite_master where name = 'bot_comments'`).get()
  raw.close()
  const page = Number(row?.['rootpage'])
  return bytes.fill(0x5a, (page - 1) * 4_096, page * 4_096)
}

/** Links the path to an empty file that has another store's log next to it. */
function linkToOrphanedLog(): void {
  const other = join(folder, 'other.db')
  for (const end of ['', '-wal']) renameSync(`${path}${end}`, `${other}${end}`)
  writeFileSync(other, '')
  symlinkSync(other, path)
}

function makeEmptyWithForeignLog(): void {
  writeFileSync(path, '')
  writeFileSync(`${path}-wal`, garbage)
}

async function createNewerStore(): Promise<void> {
  await createStore()
  onRaw(`insert into kysely_migration values ('9999-from-tomorrow', '2099-01-01T00:00:00.000Z')`)
}

describe.each(UNUSABLE)('%s', (_, make, pattern) => {
  test('is refused with a message on startup and left unchanged', async () => {
    await make()
    const before = snapshot()
    const error = await refusalOf(() => openStore({ path }))
    expect(error.message).toMatch(pattern)
    expect(error.message).toContain(path)
    expect(error.hint).toMatch(/\w/)
    expect(snapshot()).toEqual(before)
  })

  test('is refused with the same message when read or checked', async () => {
    await make()
    const before = snapshot()
    const error = await refusalOf(() => openStore({ path, mustExist: true }))
    expect(error.message).toMatch(pattern)
    expect((await refusalOf(() => checkStore({ path }))).message).toBe(error.message)
    expect(snapshot()).toEqual(before)
  })
})

/** Cases in which a bot can create a store, but a command has no store to read. */
const EMPTY: readonly BrokenCase[] = [
  ['nothing', () => undefined, MISSING],
  ['an empty file', () => writeFileSync(path, ''), MISSING],
  ['a database without a table', () => onRaw('pragma user_version = 0; vacuum'), MISSING],
  ['an empty log without its store', () => writeFileSync(`${path}-wal`, ''), MISSING],
]

describe.each(EMPTY)('%s', (_, make, pattern) => {
  test('is refused when read, backed up, checked or moved, and no store is created', async () => {
    await make()
    const before = snapshot()
    const copy = join(folder, 'copy.db')
    const acts = [
      () => openStore({ path, mustExist: true }),
      () => backUp(path, copy),
      () => checkStore({ path }),
      () => moveStore({ from: path, to: 'postgres://127.0.0.1:1/nowhere' }),
    ]
    for (const act of acts) {
      const error = await refusalOf(act)
      expect([error.code, error.message]).toEqual(['store-missing', expect.stringMatching(pattern)])
    }
    expect(existsSync(copy)).toBe(false)
    expect(Object.keys(snapshot())).toEqual(Object.keys(before))
  })

  test('becomes a store when a bot starts', async () => {
    await make()
    await createStore()
    expect((await checkStore({ path })).tables['deliveries']).toBe(1)
  })
})

test('refuses a store with a half-applied step and applies no steps', async () => {
  onRaw('create table kysely_migration (name text primary key, timestamp text)')
  onRaw('create table bot_comments (mine integer)')
  for (const act of [() => openStore({ path }), () => checkStore({ path })]) {
    const error = await refusalOf(act)
    expect([error.code, error.message]).toEqual(['store-unreadable', expect.stringContaining('cannot be used')])
  }
  const raw = new DatabaseSync(path)
  expect(raw.prepare(`select name from sqlite_master where name = 'deliveries'`).all()).toEqual([])
  raw.close()
})

/** Cases that SQLite recovers from. */
const RECOVERABLE: readonly BrokenCase[] = [
  ['a store whose process was killed', () => undefined, /./],
  ['a garbage log index', () => writeFileSync(`${path}-shm`, garbage), /./],
  ['lock files of dead processes', () => writeFileSync(`${path}-alive-0123456789abcdef`, ''), /./],
  ['a garbage journal', () => writeFileSync(`${path}-journal`, garbage), /./],
  ...(isUnix ? [['a link to the store', () => moveAndLink((other) => symlinkSync(other, path)), /./] as const] : []),
]

/** Moves the store and its log elsewhere and links the path to it. */
function moveAndLink(link: (other: string) => void): void {
  const other = join(folder, 'other.db')
  for (const end of ['', '-wal']) renameSync(`${path}${end}`, `${other}${end}`)
  link(other)
}

test.each(RECOVERABLE)('recovers all writes after a kill despite %s', async (_, make) => {
  await createKilledStore()
  await make()
  const { queue, store } = await openStore({ path, mustExist: true })
  expect(await queue.backlog()).toBe(2)
  await store.close()
})

test('refuses a store that another process has locked', async () => {
  await createStore()
  const raw = new DatabaseSync(path)
  raw.exec('pragma locking_mode = exclusive; begin exclusive')
  const error = await refusalOf(() => openStore({ path }))
  expect([error.code, error.message]).toEqual([
    'store-unreadable',
    expect.stringContaining('is locked by another process'),
  ])
  raw.close()
})

test('refuses a read-only store on startup and for commands', async () => {
  await createStore()
  for (const mustExist of [false, true]) {
    const error = await refusalOf(() => openStore({ path: `file:${path}?mode=ro`, mustExist }))
    expect([error.code, error.message]).toEqual(['store-unreadable', expect.stringContaining('read-only')])
  }
})

test('refuses the URI of a missing file for commands', async () => {
  const error = await refusalOf(() => openStore({ path: `file:${path}?mode=rwc`, mustExist: true }))
  expect([error.code, existsSync(path)]).toEqual(['store-missing', false])
  const inMemory = await refusalOf(() => openStore({ path: ':memory:', mustExist: true }))
  expect(inMemory.code).toBe('store-missing')
})

/** SQLite's result codes for disk failures (https://sqlite.org/rescode.html). */
test.each([
  [13, /cannot grow: the disk is full/],
  [10, /cannot be read from the disk/],
  [266, /cannot be read from the disk/],
  [8, /is read-only/],
  [1032, /is read-only/],
  [11, /is damaged/],
  [14, /cannot be opened/],
  [1, /cannot be used/],
])('has a message for result code %i', (errcode, pattern) => {
  const { message, hint } = unreadable('x.db', Object.assign(new Error('raw'), { errcode }))
  expect([message, hint]).toEqual([expect.stringMatching(pattern), expect.stringMatching(/\w/)])
})

test.runIf(isUnix)(
  'ends at a disk that takes no more data, and leaves no lock file behind',
  async () => {
    const source = new URL('../../../src/adapters/store/sqlite-liveness.ts', import.meta.url)
    const code = `import { openSqliteLivenessLock } from '${source.href}'
    try { openSqliteLivenessLock(process.argv[1]) } catch (error) { console.log(error.code) }`
    // A process that may not make any file larger.
    const limited = [
      '-c',
      'ulimit -f 0; exec "$@"',
      'sh',
      process.execPath,
      '--input-type=module',
      '--eval',
      code,
      path,
    ]
    const { stdout } = await run('sh', limited, { timeout: 20_000 })
    expect(stdout).toBe('ERR_SQLITE_ERROR\n')
    expect(readdirSync(folder)).toEqual([])
  },
  30_000,
)

describe('permissions', () => {
  /** Opens the store as a user without permissions, because the superuser can read and write everything. */
  async function openAsNobody(): Promise<string> {
    const source = new URL('../../../src/adapters/store/open.ts', import.meta.url)
    const code = `import { openStore } from '${source.href}'
      if (process.getuid() === 0) process.setuid(65534)
      await openStore({ path: process.argv[1], mustExist: true }).then(() => console.log('accepted'), (error) => console.log(error.code, error.message))`
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code, path])
    return stdout
  }

  test.runIf(isUnix).each<[string, () => void]>([
    ['an unreadable file', () => chmodSync(path, 0o000)],
    ['a read-only file', () => chmodSync(path, 0o444)],
    ['a read-only folder', () => chmodSync(folder, 0o555)],
    ['an inaccessible folder', () => chmodSync(folder, 0o000)],
  ])('refuses %s with a message', async (_, forbid) => {
    await createStore()
    chmodSync(folder, 0o777)
    chmodSync(path, 0o666)
    forbid()
    const output = await openAsNobody().finally(() => chmodSync(folder, 0o777))
    expect(output).toMatch(/^store-unreadable The store .* (cannot be opened|is read-only|cannot be created)/)
  })
})

describe('a command that reads or changes the store', () => {
  const url = 'postgres://127.0.0.1:1/nowhere'

  test.each<readonly string[]>([
    ['duplicates', '12', '--repo', 'acme/app'],
    ['clusters'],
    ['cluster', '1'],
    ['feedback'],
    ['audit', 'acme/app#12'],
    ['purge', 'acme/app'],
    ['stop'],
    ['resume'],
    ['queue', 'list'],
    ['queue', 'retry', '--all'],
    ['queue', 'drop', '--all'],
    ['store', 'check'],
    ['backup', 'COPY'],
    ['migrate-store', 'STORE', url],
    ['doctor'],
  ])('refuses a missing store and creates none: %s', async (...command) => {
    vi.stubEnv('STORE_PATH', path)
    const copy = join(folder, 'copy.db')
    const args = command.map((arg) => ({ COPY: copy, STORE: path })[arg] ?? arg)
    const { code, out, err } = await runCommand(...args)
    expect([code, `${out}${err}`]).toEqual([1, expect.stringContaining(`There is no store at ${path}.`)])
    expect(snapshot()).toEqual({})
  })

  test('refuses a server without a store and creates none there', async () => {
    const database = await createDatabase()
    vi.stubEnv('DATABASE_URL', database)
    for (const command of [['clusters'], ['store', 'check'], ['queue', 'list']]) {
      const { code, err } = await runCommand(...command)
      expect([code, err]).toEqual([1, expect.stringContaining('There is no store at postgres://')])
    }
    const schemas = `select schema_name from information_schema.schemata where schema_name like 'auth_triage%'`
    expect(await onServer(schemas, database)).toEqual([])
  })

  test('accepts an empty store', async () => {
    await (await openStore({ path })).store.close()
    vi.stubEnv('STORE_PATH', path)
    expect(await runCommand('queue', 'list')).toMatchObject({ code: 0, out: '0 waiting, 0 parked' })
  })
})
