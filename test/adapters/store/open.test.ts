import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import { openSqliteFile } from '../../../src/adapters/store/sqlite-file.ts'
import { TriageError } from '../../../src/core/errors.ts'
import { removeFolder, temporaryFolder } from './places.ts'

/** SQLite's default page size. */
const PAGE_BYTES = 4096

let folder: string
let path: string

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder, 'store.db')
})

afterEach(() => removeFolder(folder))

async function refusal(target: string): Promise<TriageError> {
  const error = await openStore({ path: target }).then(
    async ({ store }) => store.close(),
    (reason: unknown) => reason,
  )
  if (!(error instanceof TriageError)) throw new Error(`${target} was not refused: ${String(error)}`)
  return error
}

/** Writes a text file to `path` and returns its path. */
function writeText(): string {
  writeFileSync(path, 'hello, this is prose\n'.repeat(100))
  return path
}

/** Creates a valid store file. */
async function makeStore(): Promise<void> {
  const { store } = await openStore({ path })
  await store.close()
}

function onRawFile(act: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(path)
  act(database)
  database.close()
}

describe('pragmas', () => {
  test.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2], // 2 is FULL, https://sqlite.org/pragma.html#pragma_synchronous
    ['foreign_keys', 1],
    ['timeout', 2_000],
    ['secure_delete', 1],
  ])('%s is %s', (name, value) => {
    const database = openSqliteFile(path)
    const pragma = name === 'timeout' ? 'busy_timeout' : name
    const row = database.prepare(`pragma ${pragma}`).get()
    database.close()
    expect(row?.[name]).toBe(value)
  })
})

describe('an unusable store', () => {
  test.each<[string, () => string, RegExp]>([
    ['an empty path', () => '', /has no path/],
    ['a folder', () => folder, /is a folder/],
    ['a missing parent folder', () => join(folder, 'nowhere', 'store.db'), /the folder .*nowhere does not exist/],
    ['a parent folder that is a file', () => join(writeText(), 'store.db'), /the folder .*store\.db does not exist/],
    ['a text file', writeText, /is not an SQLite database/],
  ])('refuses %s and names it', async (_, make, pattern) => {
    const target = make()
    const error = await refusal(target)
    expect(error).toMatchObject({ code: 'store-unreadable', hint: expect.stringMatching(/\w/) })
    expect(error.message).toMatch(pattern)
    expect(error.message).toContain(target)
  })

  test('does not change a file that is not a database', async () => {
    const before = readFileSync(writeText(), 'utf8')
    await refusal(path)
    expect(readFileSync(path, 'utf8')).toBe(before)
  })

  test('refuses a damaged file even if the damaged page is not read on opening', async () => {
    await makeStore()
    let page = 0
    onRawFile((raw) => {
      page = Number(raw.prepare(`select rootpage from sqlite_master where name = 'bot_comments'`).get()?.['rootpage'])
    })
    writeFileSync(path, readFileSync(path).fill(0x5a, (page - 1) * PAGE_BYTES, page * PAGE_BYTES))
    expect(await refusal(path)).toMatchObject({ code: 'store-unreadable', message: expect.stringContaining('damaged') })
  })

  test('refuses a truncated file', async () => {
    await makeStore()
    writeFileSync(path, readFileSync(path).subarray(0, 6_000))
    expect(await refusal(path)).toMatchObject({ code: 'store-unreadable', message: expect.stringContaining('damaged') })
  })

  test('refuses a read-only store instead of failing at the first delivery', async () => {
    await makeStore()
    const error = await refusal(`file:${path}?mode=ro`)
    expect(error).toMatchObject({ code: 'store-unreadable', message: expect.stringContaining('read-only') })
  })

  // The superuser can write everything, and Windows has no read-only folders.
  test.runIf(process.getuid !== undefined && process.getuid() !== 0)(
    'refuses a file in a read-only folder',
    async () => {
      const closed = join(folder, 'closed')
      mkdirSync(closed)
      chmodSync(closed, 0o500)
      expect(await refusal(join(closed, 'store.db'))).toMatchObject({ code: 'store-unreadable' })
    },
  )

  test('opens an empty file as a new store', async () => {
    writeFileSync(path, '')
    const { queue, store } = await openStore({ path })
    expect(await queue.backlog()).toBe(0)
    await store.close()
  })
})

describe('schema', () => {
  test('refuses a store written by a newer version and names the unknown step', async () => {
    await makeStore()
    onRawFile((raw) =>
      raw.exec(`insert into kysely_migration values ('9999-from-tomorrow', '2099-01-01T00:00:00.000Z')`),
    )
    const error = await refusal(path)
    expect(error.code).toBe('store-too-new')
    expect(error.message).toContain('9999-from-tomorrow')
  })

  test('refuses a store written before the first release and suggests a remedy', async () => {
    onRawFile((raw) => {
      raw.exec('create table kysely_migration (name text, timestamp text)')
      raw.exec(`insert into kysely_migration values ('0001-inbox', '2026-11-01T00:00:00.000Z')`)
    })
    const error = await refusal(path)
    expect(error).toMatchObject({
      code: 'store-unreadable',
      message: expect.stringContaining('before the first release'),
    })
    expect(error.hint).toContain('backfill')
  })

  test('does not change a database written by a newer version', async () => {
    onRawFile((raw) => {
      raw.exec('create table kysely_migration (name text, timestamp text)')
      raw.exec(`insert into kysely_migration values ('9999-from-tomorrow', '2099-01-01T00:00:00.000Z')`)
    })
    await refusal(path)
    const tables: unknown[] = []
    onRawFile((raw) => tables.push(...raw.prepare(`select name from sqlite_master where type = 'table'`).all()))
    expect(tables).toEqual([{ name: 'kysely_migration' }])
  })

  test('refuses a database with another program’s tables and does not change it', async () => {
    onRawFile((raw) => raw.exec('create table accounts (mine integer)'))
    const error = await refusal(path)
    expect(error).toMatchObject({ code: 'store-unreadable', message: expect.stringContaining('accounts') })
    const tables: unknown[] = []
    onRawFile((raw) => tables.push(...raw.prepare('select name from sqlite_master').all()))
    expect(tables).toEqual([{ name: 'accounts' }])
  })

  test('applies all pending steps or none', async () => {
    // A step fails because its table already exists; the tables created before it must not remain.
    onRawFile((raw) => {
      raw.exec('create table kysely_migration (name text primary key, timestamp text)')
      raw.exec('create table bot_comments (mine integer)')
    })
    expect(await refusal(path)).toMatchObject({ code: 'store-unreadable' })
    const tables: unknown[] = []
    onRawFile((raw) => tables.push(...raw.prepare(`select name from sqlite_master where name = 'deliveries'`).all()))
    expect(tables).toEqual([])
  })

  test('has no column for issue text in the decisions', async () => {
    await makeStore()
    const columns: unknown[] = []
    onRawFile((raw) =>
      columns.push(
        ...raw
          .prepare('pragma table_info(decisions)')
          .all()
          .map((row) => row['name']),
      ),
    )
    expect(columns.join(' ')).toBe(
      'position repository number discussion delivery decision reason signature confidence evidence pack acts at question undo',
    )
  })

  test('lets several processes open a new file at the same time', async () => {
    const source = new URL('../../../src/adapters/store/open.ts', import.meta.url)
    const code = `import { openStore } from '${source.href}'; await openStore({ path: process.argv[1] })`
    const open = () => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code, path])
    await Promise.all([open(), open(), open(), open()])
    const { queue, store } = await openStore({ path })
    expect(await queue.backlog()).toBe(0)
    await store.close()
  })

  test('leaves only the database file after closing', async () => {
    await makeStore()
    expect([existsSync(path), existsSync(`${path}-wal`)]).toEqual([true, false])
  })
})
