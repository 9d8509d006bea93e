import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { generateReports } from '../../../bench/generated-reports.ts'
import { createSavedIndexes, type SavedIndexes } from '../../../src/adapters/saved-indexes/saved-indexes.ts'
import { openStore } from '../../../src/adapters/store/open.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import { createIndexCache } from '../../../src/app/matching/index-cache.ts'
import { toStoredReport } from '../../../src/app/matching/stored-report.ts'
import { tidySavedIndexes } from '../../../src/app/matching/tidy-saved-indexes.ts'
import { claimAs } from '../../support/seen-repository.ts'

const ACME = { owner: 'acme', repo: 'desktop' }
const HOUR_MS = 60 * 60 * 1000
const ROWS = [...generateReports(200)].map((report) =>
  toStoredReport(report.number, { ...report, updatedAt: report.createdAt }, report.digest),
)

let store: Store
let folder: string
let saved: SavedIndexes
let now: number

beforeEach(async () => {
  now = HOUR_MS
  folder = await mkdtemp(join(tmpdir(), 'indexes-'))
  saved = createSavedIndexes(folder)
  store = (await openStore({ path: ':memory:' })).store
  await claimAs(store, 'acme', 'desktop')
  await store.keepReports(ACME, ROWS.slice(0, 100))
})

afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

/** A process that has just started. */
const start = (minSaved = 50) => createIndexCache(store, { saved, minSaved, clock: () => now })
const openIndex = async () => (await start().indexOf(ACME)).unsaved

test('a large index is saved, and the next process opens it and reads what is new', async () => {
  expect(await openIndex()).toEqual({ saved: 100, added: 0, removed: 0 })
  await store.keepReports(ACME, ROWS.slice(95, 105))
  await store.dropReport({ ...ACME, number: 1 })
  expect(await openIndex()).toEqual({ saved: 100, added: 10, removed: 6 })
})

test('a small index is not saved', async () => {
  expect((await start(101).indexOf(ACME)).unsaved).toEqual({ saved: 0, added: 100, removed: 0 })
  expect(await readdir(folder)).toEqual([])
})

test('an index whose folder cannot be used stays in memory', async () => {
  const unusable: SavedIndexes = { ...saved, save: async () => false }
  const indexes = createIndexCache(store, { saved: unusable, minSaved: 50 })
  expect((await indexes.indexOf(ACME)).unsaved).toEqual({ saved: 0, added: 100, removed: 0 })
})

test('an index that grew much, or lost a report, is saved again after an hour', async () => {
  const indexes = start()
  await indexes.indexOf(ACME)
  await store.dropReport({ ...ACME, number: 1 })
  now += HOUR_MS - 1
  expect((await indexes.indexOf(ACME)).unsaved).toEqual({ saved: 100, added: 0, removed: 1 })
  now += 1
  expect((await indexes.indexOf(ACME)).unsaved).toEqual({ saved: 99, added: 0, removed: 0 })
  await store.keepReports(ACME, ROWS.slice(100, 110))
  now += HOUR_MS
  expect((await indexes.indexOf(ACME)).unsaved).toEqual({ saved: 99, added: 10, removed: 0 })
  await store.keepReports(ACME, ROWS.slice(110, 127))
  now += HOUR_MS
  expect((await indexes.indexOf(ACME)).unsaved).toEqual({ saved: 126, added: 0, removed: 0 })
})

test('an index that has become small is saved again without what is gone', async () => {
  const indexes = start(100)
  await indexes.indexOf(ACME)
  await store.dropReport({ ...ACME, number: 1 })
  now += HOUR_MS
  expect((await indexes.indexOf(ACME)).unsaved).toEqual({ saved: 99, added: 0, removed: 0 })
})

test('an index is built again when the templates have changed', async () => {
  await openIndex()
  const [first] = await readdir(folder)
  await store.keepTemplates(ACME, ['Please describe what happened in your own words'])
  expect((await start(1_000).indexOf(ACME)).unsaved).toEqual({ saved: 0, added: 100, removed: 0 })
  expect([first, ...(await readdir(folder))]).toEqual([first])
})

test('an index is built again when the store was restored from a backup', async () => {
  await openIndex()
  const all = (await store.identify(ACME))?.id ?? 0
  const older = (await store.lastRevision(ACME))?.revision ?? 0
  const index = (await start().indexOf(ACME)).image()
  const state = { epoch: (await store.lastRevision(ACME))?.epoch ?? '', sample: 64 }
  await saved.save(all, { ...state, revision: older + 1 }, index)
  expect((await start(1_000).indexOf(ACME)).unsaved.saved).toBe(0)
  await saved.save(all, { ...state, revision: older }, index)
  await store.keepReports(ACME, ROWS.slice(100, 101))
  await saved.save(all, { ...state, revision: older + 1 }, index)
  expect((await start(1_000).indexOf(ACME)).unsaved.saved).toBe(0)
})

test('a repository that is forgotten leaves no file', async () => {
  const indexes = start()
  await indexes.indexOf(ACME)
  const known = await store.identify(ACME)
  indexes.over(store.as([])).forget(known?.id ?? 0)
  expect(await readdir(folder)).toEqual([])
  expect(await indexes.held()).toEqual({ repositories: 0, reports: 0 })
})

test('tidying opens the saved indexes and forgets those of forgotten repositories', async () => {
  await openIndex()
  const indexes = start()
  const server = { saved, store: store.as([]), indexes, clock: Date.now }
  await tidySavedIndexes(server)
  expect(await indexes.held()).toEqual({ repositories: 1, reports: 100 })
  const known = await store.identify(ACME)
  if (known !== null) await store.forgetRepository(known.id)
  await tidySavedIndexes(server)
  expect(await readdir(folder)).toEqual([])
})

test('says what it is doing while it does it', async () => {
  const seen: string[] = []
  const note = () => void seen.push(...indexes.activities())
  const watched = {
    ...store,
    async templatesOf(repository: typeof ACME) {
      note()
      return store.templatesOf(repository)
    },
  }
  const watchedFiles: SavedIndexes = {
    ...saved,
    async save(...given) {
      note()
      return saved.save(...given)
    },
    open: (repository, onProgress) =>
      saved.open(repository, (share) => {
        onProgress?.(share)
        note()
      }),
  }
  const indexes = createIndexCache(watched, { saved: watchedFiles, minSaved: 50 })
  await indexes.indexOf(ACME)
  expect(seen).toEqual(['building 0 %', 'saving 0 %', 'loading 100 %'])
  expect(indexes.activities()).toEqual([])
})
