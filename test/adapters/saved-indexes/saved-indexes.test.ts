import {
  chmod,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { generateReports } from '../../../bench/generated-reports.ts'
import { createSavedIndexes, savedIndexesOf } from '../../../src/adapters/saved-indexes/saved-indexes.ts'
import { findMatches } from '../../../src/core/duplicates/find-matches.ts'
import { ReportIndex } from '../../../src/core/duplicates/report-index.ts'

const KEY = 'a'.repeat(64)
const STATE = { epoch: 'first', revision: 42, sample: 64 }
const REPORTS = [...generateReports(60)]
const INDEX = ReportIndex.empty()
for (const report of REPORTS) INDEX.put(report)

let folder: string
let path: string

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'indexes-')), 'own')
  path = join(folder, '7.index')
})

afterEach(async () => {
  vi.restoreAllMocks()
  await rm(join(folder, '..'), { recursive: true })
})

const save = (key = KEY, state = STATE) => createSavedIndexes(folder, key).save(7, state, INDEX.image())
const open = (key = KEY) => createSavedIndexes(folder, key).open(7)

test('an index is opened as it was saved, with the state that it was made from', async () => {
  expect(await save()).toBe(true)
  const saved = await open()
  expect(saved?.state).toEqual(STATE)
  if (saved === null) return
  const index = ReportIndex.open(saved.sections)
  for (const report of REPORTS) expect(findMatches(index, report)).toEqual(findMatches(INDEX, report))
})

test('opening says how far it is', async () => {
  await save()
  const shares: number[] = []
  await createSavedIndexes(folder, KEY).open(7, (share) => shares.push(share))
  expect(shares.at(-1)).toBe(1)
})

test('the file and its folder can be read and written by their owner only', async () => {
  await save()
  expect((await lstat(folder)).mode & 0o777).toBe(0o700)
  expect((await lstat(path)).mode & 0o777).toBe(0o600)
})

test('an index that is open can still be searched when another process replaces or removes its file', async () => {
  await save()
  const saved = await open()
  await save(KEY, { ...STATE, revision: 43 })
  createSavedIndexes(folder, KEY).remove(7)
  const index = saved && ReportIndex.open(saved.sections)
  expect(index?.size).toBe(60)
  expect(await open()).toBeNull()
})

test('the repositories with a file are listed, and unfinished files are not', async () => {
  await save()
  await writeFile(join(folder, '8.index.123'), '')
  await writeFile(join(folder, '-9.index'), '')
  expect([...createSavedIndexes(folder, KEY).repositories()].sort()).toEqual([-9, 7])
  expect(createSavedIndexes(join(folder, 'missing'), KEY).repositories()).toEqual([])
})

test('what a process that died while saving left is removed, but not what is being written', async () => {
  await save()
  await writeFile(join(folder, '8.index.123'), '')
  await utimes(join(folder, '8.index.123'), 100, 100)
  await writeFile(join(folder, '8.index.456'), '')
  createSavedIndexes(folder, KEY).removeUnfinished(Date.now() - 60_000)
  expect((await readdir(folder)).sort()).toEqual(['7.index', '8.index.456'])
  createSavedIndexes(join(folder, 'missing'), KEY).removeUnfinished(Date.now())
})

test('a folder that cannot be used is no error', async () => {
  await writeFile(folder, 'a file')
  expect(await save()).toBe(false)
  expect(await open()).toBeNull()
})

test('a folder that others can write is not used', async () => {
  await save()
  await chmod(folder, 0o777)
  expect(await save()).toBe(false)
})

test('a failed save leaves the earlier file, and no unfinished one', async () => {
  await save()
  const image = { ...INDEX.image(), parts: brokenParts }
  expect(await createSavedIndexes(folder, KEY).save(7, STATE, image)).toBe(false)
  expect(await readdir(folder)).toEqual(['7.index'])
  expect(await open()).not.toBeNull()
})

// biome-ignore lint/correctness/useYield: fails before the first part
function* brokenParts(): Generator<never> {
  throw new Error('no space left')
}

test('a store on a server has its indexes in the cache, a file beside it, and one in memory none', () => {
  expect(savedIndexesOf({ storePath: ':memory:', databaseUrl: null })).toBeNull()
  expect(savedIndexesOf({ storePath: '/x', databaseUrl: null })?.repositories()).toEqual([])
  expect(savedIndexesOf({ storePath: '', databaseUrl: 'postgres://somewhere' })?.repositories()).toEqual([])
})

describe('is not opened:', () => {
  beforeEach(async () => {
    await save()
    expect(await open()).not.toBeNull()
  })

  test('an index from another version of the program', async () => {
    expect(await open('b'.repeat(64))).toBeNull()
  })

  test.each([0, 63, 70, 200, 5_000, -1])('a file that ends after %i bytes', async (length) => {
    await truncate(path, length === -1 ? (await lstat(path)).size - 1 : length)
    expect(await open()).toBeNull()
  })

  test('a longer file', async () => {
    await writeFile(path, 'x', { flag: 'a' })
    expect(await open()).toBeNull()
  })

  test.each([0, 64, 68, 100, 5_000, 20_000, -1])('a file with another byte at %i', async (at) => {
    const bytes = await readFile(path)
    const place = at === -1 ? bytes.length - 1 : at
    bytes[place] = (bytes[place] as number) ^ 1
    await writeFile(path, bytes)
    expect(await open()).toBeNull()
  })

  test.each([0o620, 0o602])('a file that others can write, mode %o', async (mode) => {
    await chmod(path, mode)
    expect(await open()).toBeNull()
  })

  test.each([0o770, 0o707])('a file in a folder that others can write, mode %o', async (mode) => {
    await chmod(folder, mode)
    expect(await open()).toBeNull()
  })

  test('a file of another user', async () => {
    const own = process.getuid?.() ?? 0
    vi.spyOn(process, 'getuid').mockReturnValue(own + 1)
    expect(await open()).toBeNull()
  })

  test('a link', async () => {
    await rename(path, join(folder, 'elsewhere'))
    await symlink(join(folder, 'elsewhere'), path)
    expect(await open()).toBeNull()
  })
})
