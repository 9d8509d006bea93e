import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { backUp } from '../../../src/adapters/store/back-up.ts'
import { checkStore } from '../../../src/adapters/store/check-store.ts'
import { moveStore } from '../../../src/adapters/store/move-store.ts'
import { openStore } from '../../../src/adapters/store/open.ts'
import { backupFailed } from '../../../src/adapters/store/sqlite-file.ts'
import { runCommand } from '../../support/command-line.ts'
import { delivery } from '../queue/contract.ts'
import { createDatabase, onServer, removeFolder, temporaryFolder } from './places.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = temporaryFolder()
  path = join(folder, 'store.db')
  await fill(path, 250)
})

afterEach(() => {
  vi.unstubAllEnvs()
  removeFolder(folder)
})

/** Creates an installation with deliveries in every state and rows in other tables. */
async function fill(file: string, count: number): Promise<void> {
  const { queue, store } = await openStore({ path: file })
  for (let n = 0; n < count; n++) await queue.accept(delivery(`d${n}`, { key: `acme/desktop#${n}` }))
  for (let n = 0; n < 20; n++) {
    const claimed = await queue.claim(2000)
    if (claimed === null) throw new Error('nothing to claim')
    if (n % 3 === 0) await queue.park(claimed.id, 'no use', 3000)
    else if (n % 3 === 1) await queue.complete(claimed.id, 3000)
  }
  for (let number = 1; number <= 30; number++) {
    await store.rememberComment({ owner: 'Acme', repo: 'desktop', number }, 4_000_000_000 + number)
  }
  await store.rateLimitOf(1001).hold(0, 9_000)
  await store.close()
}

function onRaw(file: string, sql: string): unknown[] {
  const raw = new DatabaseSync(file)
  try {
    return raw.prepare(sql).all()
  } finally {
    raw.close()
  }
}

describe('a backup', () => {
  test('is complete even if others write in the meantime', async () => {
    const { queue, store } = await openStore({ path })
    const writing = Promise.all(Array.from({ length: 50 }, (_, n) => queue.accept(delivery(`late${n}`))))
    const copy = join(folder, 'copy.db')
    await backUp(path, copy)
    await writing
    await store.close()
    const { tables, findings } = await checkStore({ path: copy })
    expect([tables['bot_comments'], (tables['deliveries'] ?? 0) >= 250, findings]).toEqual([30, true, []])
  })

  test('never overwrites an existing file', async () => {
    const copy = join(folder, 'copy.db')
    writeFileSync(copy, 'mine')
    await expect(backUp(path, copy)).rejects.toMatchObject({ code: 'wrong-use' })
  })

  test('without a folder or without space for it blames the copy, not the store', async () => {
    const copy = join(folder, 'nowhere', 'copy.db')
    const error = { code: 'unreadable-file', message: `The copy ${copy} cannot be created.` }
    await expect(backUp(path, copy)).rejects.toMatchObject(error)
    expect(existsSync(join(folder, 'nowhere'))).toBe(false)
    const full = Object.assign(new Error('database or disk is full'), { errcode: 13 })
    expect(backupFailed(path, 'copy.db', full)).toMatchObject({
      code: 'unreadable-file',
      message: 'The copy copy.db cannot be written: the disk is full.',
    })
  })

  test('is created by the command-line tool, which points to pg_dump for PostgreSQL', async () => {
    vi.stubEnv('STORE_PATH', path)
    expect(await runCommand('backup', join(folder, 'copy.db'))).toMatchObject({ code: 0 })
    vi.stubEnv('DATABASE_URL', 'postgres://localhost/nowhere')
    expect(await runCommand('backup', join(folder, 'other.db'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('pg_dump'),
    })
  })
})

describe('the check', () => {
  test('finds nothing in a healthy store, also on the command line', async () => {
    expect((await checkStore({ path })).findings).toEqual([])
    vi.stubEnv('STORE_PATH', path)
    const { code, out } = await runCommand('store', 'check')
    expect([code, out]).toEqual([0, expect.stringContaining('No problems found.')])
  })

  test.each([
    ["state = 'lost' where id = 'd30'", 'an unknown state'],
    ["payload = null where id = 'd30'", 'no payload'],
    ["claimed_by = 'x' where id = 'd30'", 'not claimed name a process'],
    ["reason = null where state = 'parked'", 'parked deliveries have no reason'],
    ["payload = '{}' where state = 'done'", 'still hold a payload'],
    ["claimed_by = null where state = 'claimed'", 'claimed deliveries name no process'],
  ])('finds deliveries with %s', async (change, violation) => {
    onRaw(path, `update deliveries set ${change}`)
    expect((await checkStore({ path })).findings).toEqual([expect.stringContaining(violation)])
    vi.stubEnv('STORE_PATH', path)
    expect(await runCommand('store', 'check', '--json')).toMatchObject({ code: 1 })
  })
})

describe('moving to PostgreSQL', () => {
  let url: string

  beforeEach(async () => {
    url = await createDatabase()
  })

  test('moves every row in every table, and waiting deliveries stay in the queue', async () => {
    const before = await checkStore({ path })
    const { code, out } = await runCommand('migrate-store', path, url)
    expect([code, out]).toEqual([0, expect.stringContaining('All rows are copied')])
    expect(await checkStore({ path: '', url })).toEqual(before)
    const { queue, store } = await openStore({ path: '', url })
    expect([await queue.backlog(), (await queue.parked()).length]).toEqual([236, 7])
    expect(await store.ownCommentId({ owner: 'acme', repo: 'desktop', number: 30 })).toBe(4_000_000_030)
    expect(await queue.accept(delivery('d5'))).toBe('known')
    expect(await queue.accept(delivery('new'))).toBe('accepted')
    await store.close()
    const [last] = await onServer('select id from auth_triage.deliveries order by position desc limit 1', url)
    expect(last).toEqual({ id: 'new' })
  })

  test('continues after an interruption', async () => {
    const onTable = () => {
      throw new Error('killed')
    }
    await expect(moveStore({ from: path, to: url, onTable })).rejects.toThrow('killed')
    await onServer("delete from auth_triage.deliveries where id > 'd5'", url)
    await moveStore({ from: path, to: url })
    expect(await checkStore({ path: '', url })).toEqual(await checkStore({ path }))
  })

  test('is refused for a database that contains an installation, which is not changed', async () => {
    const { queue, store } = await openStore({ path: '', url })
    await queue.accept(delivery('other installation'))
    await store.close()
    await expect(moveStore({ from: path, to: url })).rejects.toMatchObject({
      code: 'store-mismatch',
      message: expect.stringContaining('already holds an installation (table deliveries)'),
    })
    expect((await checkStore({ path: '', url })).tables).toMatchObject({ deliveries: 1, bot_comments: 0 })
  })

  test('fails when the row counts differ at the end', async () => {
    await (await openStore({ path: '', url })).store.close()
    await onServer("comment on schema auth_triage is 'an installation is being moved here'", url)
    await onServer('insert into auth_triage.rate_limits values (7, null, 0, 0)', url)
    await expect(moveStore({ from: path, to: url })).rejects.toMatchObject({
      code: 'store-mismatch',
      message: 'The table rate_limits has 1 rows in the file and 2 on the server.',
    })
  })

  test('is refused while a bot is using the file', async () => {
    const { store } = await openStore({ path })
    await expect(moveStore({ from: path, to: url })).rejects.toMatchObject({ code: 'store-in-use' })
    await store.close()
  })

  test('relies on a primary key in every table, by which existing rows are recognised', async () => {
    const without = `select name from sqlite_master as t where type = 'table' and name not like 'sqlite_%'
      and not exists (select 1 from pragma_table_info(t.name) where pk > 0)`
    expect(onRaw(path, without)).toEqual([])
  })
})
