/** What is no store, or half of one: refused in words that help, by whoever starts on it and by whoever asks it, and left alone. */
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

/** A store with one delivery in it, closed in order. */
async function makeStore(): Promise<void> {
  const { queue, store } = await openStore({ path })
  await queue.accept(delivery('a'))
  await store.close()
}

/** A store as a process leaves it that is killed: what was written last stands in the log. */
async function killedStore(): Promise<void> {
  await makeStore()
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

const garbage = Buffer.alloc(9_000, 'garbage of nobody ')

/** What stands in the folder, by name. */
function contents(): Record<string, string> {
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
    () => new Error('it was taken'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof TriageError)) throw error
  return error
}

type Broken = readonly [what: string, make: () => Promise<void> | void, says: RegExp]

const MISSING = /^There is no store at .*store\.db\.$/
const HALF = /is there by half/
const FOREIGN_LOG = /is not one of SQLite's/
const NOT_SQLITE = /is not an SQLite database/
const DAMAGED = /is damaged/

/** Windows has none of these. */
const OF_UNIX: readonly Broken[] = [
  ['a pipe', () => run('mkfifo', [path]).then(() => undefined), /no file but a pipe/],
  ['a socket', listen, /no file but a pipe, a socket/],
  ['a device', () => symlinkSync('/dev/null', path), /or a device/],
  ['a link that leads to itself', () => symlinkSync(path, path), /cannot be opened|There is no store/],
  ['a log without its store, beside a link', () => killedStore().then(linkToLost), HALF],
]

const isUnix = process.platform !== 'win32'

/** What nobody takes for a store. */
const BROKEN: readonly Broken[] = [
  ...(isUnix ? OF_UNIX : []),
  ['a folder', () => mkdirSync(path), /is a folder/],
  ['prose', () => writeFileSync(path, 'hello, this is prose\n'.repeat(100)), NOT_SQLITE],
  ['one byte', () => writeFileSync(path, 'x'), NOT_SQLITE],
  ['bytes of nobody', () => writeFileSync(path, garbage), NOT_SQLITE],
  ['a compressed store', () => makeStore().then(() => rewrite(gzipSync)), NOT_SQLITE],
  ['the head of SQLite before bytes of nobody', () => makeStore().then(() => rewrite(headed)), DAMAGED],
  [
    'a store that was cut off in the middle',
    () => makeStore().then(() => rewrite((it) => it.subarray(0, 6_000))),
    DAMAGED,
  ],
  ['a store without its last page', () => makeStore().then(() => rewrite((it) => it.subarray(0, -4_096))), DAMAGED],
  ['a store with a page of nobody', () => makeStore().then(() => rewrite(pageOfNobody)), DAMAGED],
  ['a log without its store', () => killedStore().then(() => rmSync(path)), HALF],
  ['a log beside an empty file', () => killedStore().then(() => writeFileSync(path, '')), HALF],
  ['a log of nobody without a store', () => writeFileSync(`${path}-wal`, garbage), HALF],
  ['a log of nobody beside an empty file', emptyBesideGarbage, HALF],
  ['a log of nobody beside a store', () => makeStore().then(() => writeFileSync(`${path}-wal`, garbage)), FOREIGN_LOG],
  [
    'a folder in the place of the log',
    () => makeStore().then(() => mkdirSync(`${path}-wal`)),
    /cannot be (opened|read)/,
  ],
  ['a database of another program', () => onRaw('create table accounts (mine integer)'), /did not make \(accounts\)/],
  ['a store that a newer version wrote', tooNew, /newer version .*9999-from-tomorrow/],
  [
    'a store that lacks a table',
    () => makeStore().then(() => onRaw('drop table feedback_events')),
    /lacks tables: feedback_events/,
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

function headed(bytes: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 'garbage ')])
}

function pageOfNobody(bytes: Buffer): Buffer {
  const raw = new DatabaseSync(path)
  const row = raw.prepare(`select rootpage from sqlite_master where name = 'bot_comments'`).get()
  raw.close()
  const page = Number(row?.['rootpage'])
  return bytes.fill(0x5a, (page - 1) * 4_096, page * 4_096)
}

/** The path leads to an empty file that has the log of another beside it. */
function linkToLost(): void {
  const other = join(folder, 'other.db')
  for (const end of ['', '-wal']) renameSync(`${path}${end}`, `${other}${end}`)
  writeFileSync(other, '')
  symlinkSync(other, path)
}

function emptyBesideGarbage(): void {
  writeFileSync(path, '')
  writeFileSync(`${path}-wal`, garbage)
}

async function tooNew(): Promise<void> {
  await makeStore()
  onRaw(`insert into kysely_migration values ('9999-from-tomorrow', '2099-01-01T00:00:00.000Z')`)
}

describe.each(BROKEN)('%s', (_, make, says) => {
  test('is refused in words by whoever starts on it, and left as it was', async () => {
    await make()
    const before = contents()
    const error = await refusalOf(() => openStore({ path }))
    expect(error.message).toMatch(says)
    expect(error.message).toContain(path)
    expect(error.hint).toMatch(/\w/)
    expect(contents()).toEqual(before)
  })

  test('is refused in the same words by whoever asks, checks or backs up', async () => {
    await make()
    const before = contents()
    const asked = await refusalOf(() => openStore({ path, mustExist: true }))
    expect(asked.message).toMatch(says)
    expect((await refusalOf(() => checkStore({ path }))).message).toBe(asked.message)
    expect(contents()).toEqual(before)
  })
})

/** What a bot may begin on, and nobody can ask. */
const NOTHING_YET: readonly Broken[] = [
  ['nothing', () => undefined, MISSING],
  ['an empty file', () => writeFileSync(path, ''), MISSING],
  ['a database without a table', () => onRaw('pragma user_version = 0; vacuum'), MISSING],
  ['an empty log without its store', () => writeFileSync(`${path}-wal`, ''), MISSING],
]

describe.each(NOTHING_YET)('%s', (_, make, says) => {
  test('is refused by whoever asks, backs up, checks or moves, and nothing is made', async () => {
    await make()
    const before = contents()
    const copy = join(folder, 'copy.db')
    const acts = [
      () => openStore({ path, mustExist: true }),
      () => backUp(path, copy),
      () => checkStore({ path }),
      () => moveStore({ from: path, to: 'postgres://127.0.0.1:1/nowhere' }),
    ]
    for (const act of acts) {
      const error = await refusalOf(act)
      expect([error.code, error.message]).toEqual(['store-missing', expect.stringMatching(says)])
    }
    expect(existsSync(copy)).toBe(false)
    expect(Object.keys(contents())).toEqual(Object.keys(before))
  })

  test('is begun on by a bot', async () => {
    await make()
    await makeStore()
    expect((await checkStore({ path })).tables['deliveries']).toBe(1)
  })
})

test('a store with one half of a step is refused in words, and no step is taken', async () => {
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

/** What a disaster leaves, and a store is all the same. */
const WHOLE: readonly Broken[] = [
  ['a store whose process was killed', () => undefined, /./],
  ['an index of the log that is of nobody', () => writeFileSync(`${path}-shm`, garbage), /./],
  ['locks of processes that are dead', () => writeFileSync(`${path}-alive-0123456789abcdef`, ''), /./],
  ['a journal of nobody', () => writeFileSync(`${path}-journal`, garbage), /./],
  ...(isUnix ? [['another name by a link', () => reach((other) => symlinkSync(other, path)), /./] as const] : []),
]

/** Moves the store elsewhere, log and all, and has the path lead there. */
function reach(link: (other: string) => void): void {
  const other = join(folder, 'other.db')
  for (const end of ['', '-wal']) renameSync(`${path}${end}`, `${other}${end}`)
  link(other)
}

test.each(WHOLE)('all that was written is there again in spite of %s', async (_, make) => {
  await killedStore()
  await make()
  const { queue, store } = await openStore({ path, mustExist: true })
  expect(await queue.backlog()).toBe(2)
  await store.close()
})

test('a store that another process holds locked is refused in words', async () => {
  await makeStore()
  const raw = new DatabaseSync(path)
  raw.exec('pragma locking_mode = exclusive; begin exclusive')
  const error = await refusalOf(() => openStore({ path }))
  expect([error.code, error.message]).toEqual([
    'store-unreadable',
    expect.stringContaining('is locked by another process'),
  ])
  raw.close()
})

test('a store that may only be read is refused in words by whoever starts on it and by whoever asks it', async () => {
  await makeStore()
  for (const mustExist of [false, true]) {
    const error = await refusalOf(() => openStore({ path: `file:${path}?mode=ro`, mustExist }))
    expect([error.code, error.message]).toEqual(['store-unreadable', expect.stringContaining('read-only')])
  }
})

test('an URI that names nothing is refused by whoever asks it', async () => {
  const error = await refusalOf(() => openStore({ path: `file:${path}?mode=rwc`, mustExist: true }))
  expect([error.code, existsSync(path)]).toEqual(['store-missing', false])
  const inMemory = await refusalOf(() => openStore({ path: ':memory:', mustExist: true }))
  expect(inMemory.code).toBe('store-missing')
})

/** What SQLite answers when a disk fails under it, by its result codes (https://sqlite.org/rescode.html). */
test.each([
  [13, /cannot grow: the disk is full/],
  [10, /cannot be read from the disk/],
  [266, /cannot be read from the disk/],
  [8, /is read-only/],
  [1032, /is read-only/],
  [11, /is damaged/],
  [14, /cannot be opened/],
  [1, /cannot be used/],
])('result code %i is put into words', (errcode, says) => {
  const { message, hint } = unreadable('x.db', Object.assign(new Error('raw'), { errcode }))
  expect([message, hint]).toEqual([expect.stringMatching(says), expect.stringMatching(/\w/)])
})

describe('rights', () => {
  /** As a user without rights: the superuser may read and write everything. */
  async function asNobody(): Promise<string> {
    const source = new URL('../../../src/adapters/store/open.ts', import.meta.url)
    const code = `import { openStore } from '${source.href}'
      if (process.getuid() === 0) process.setuid(65534)
      await openStore({ path: process.argv[1], mustExist: true }).then(() => console.log('taken'), (error) => console.log(error.code, error.message))`
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code, path])
    return stdout
  }

  test.runIf(isUnix).each<[string, () => void]>([
    ['a file that may not be read', () => chmodSync(path, 0o000)],
    ['a file that may not be written', () => chmodSync(path, 0o444)],
    ['a folder that may not be written', () => chmodSync(folder, 0o555)],
    ['a folder that may not be entered', () => chmodSync(folder, 0o000)],
  ])('%s is refused in words', async (_, forbid) => {
    await makeStore()
    chmodSync(folder, 0o777)
    chmodSync(path, 0o666)
    forbid()
    const said = await asNobody().finally(() => chmodSync(folder, 0o777))
    expect(said).toMatch(/^store-unreadable The store .* (cannot be opened|is read-only|cannot be created)/)
  })
})

describe('a command that asks or tells the store something', () => {
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
  ])('refuses a store that is not there, and makes none: %s', async (...command) => {
    vi.stubEnv('STORE_PATH', path)
    const copy = join(folder, 'copy.db')
    const words = command.map((it) => ({ COPY: copy, STORE: path })[it] ?? it)
    const { code, out, err } = await runCommand(...words)
    expect([code, `${out}${err}`]).toEqual([1, expect.stringContaining(`There is no store at ${path}.`)])
    expect(contents()).toEqual({})
  })

  test('refuses a server that holds no store, and makes none there', async () => {
    const database = await createDatabase()
    vi.stubEnv('DATABASE_URL', database)
    for (const command of [['clusters'], ['store', 'check'], ['queue', 'list']]) {
      const { code, err } = await runCommand(...command)
      expect([code, err]).toEqual([1, expect.stringContaining('There is no store at postgres://')])
    }
    const schemas = `select schema_name from information_schema.schemata where schema_name like 'auth_triage%'`
    expect(await onServer(schemas, database)).toEqual([])
  })

  test('takes a store that is there: an empty one is none the less one', async () => {
    await (await openStore({ path })).store.close()
    vi.stubEnv('STORE_PATH', path)
    expect(await runCommand('queue', 'list')).toMatchObject({ code: 0, out: '0 waiting, 0 given up' })
  })
})
