import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../src/adapters/store/open.ts'
import { readTables } from '../src/adapters/store/rows.ts'
import { openSqlite } from '../src/adapters/store/sqlite.ts'
import { TABLE_NAMES } from '../src/adapters/store/tables.ts'
import { temporaryFolder } from './support/command-line.ts'

const ROOT = join(import.meta.dirname, '..')
const page = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')
const kept = page.slice(page.indexOf('## What is kept'))

test('the security page describes the content and the retention of exactly the tables that exist', async () => {
  const described = [...kept.matchAll(/^\| `(?<name>\w+)` \| (?:[^|]{10,}) \| (?:[^|]{4,}) \|$/gm)]
  const names = described.map(({ groups }) => groups?.['name'])
  expect(names.toSorted()).toEqual(TABLE_NAMES.toSorted())
  expect(new Set(names).size).toBe(names.length)
})

test('the list of table names matches a new store', async () => {
  await using place = await temporaryFolder()
  const path = join(place.folder, 'store.sqlite')
  await (await openStore({ path })).store.close()
  const engine = openSqlite(path)
  const tables = await readTables(engine)
  await engine.db.destroy()
  expect(tables.map(({ name }) => name).toSorted()).toEqual(TABLE_NAMES.toSorted())
})

test('every test file that the security page mentions exists', () => {
  const named = [...page.matchAll(/`(?<path>test\/[\w./-]+)`/g)].map(({ groups }) => groups?.['path'] ?? '')
  expect(named.length).toBeGreaterThan(8)
  for (const path of named) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true])
})
