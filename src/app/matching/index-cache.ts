/**
 * Caches the report indexes of the most recently searched repositories. An index is built from the store on first use
 * and updated before every search, so that several processes agree. It is dropped when more recently used indexes need
 * the memory.
 */

import type { Store } from '../../adapters/store/store.ts'
import type { Reports, Templates } from '../../adapters/store/stored-reports.ts'
import { learnBoilerplate, sampleSize } from '../../core/duplicates/boilerplate.ts'
import { ReportIndex } from '../../core/duplicates/report-index.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { toIndexedReport } from './stored-report.ts'

/** A report takes about 3 kB in an index, so all indexes together stay well below 1 GB. */
const MAX_REPORTS = 250_000

export interface IndexCache {
  /** Returns the index of all of a repository's reports that are currently in the store. */
  indexOf(repository: RepositoryRef): Promise<ReportIndex>
  /** Returns the same cache, with this store resolving repository names. */
  over(store: IndexedStore): IndexCache
  /** The number of cached indexes, and of the reports in them. */
  held(): Promise<{ readonly repositories: number; readonly reports: number }>
}

/** The stored data that an index is built from. */
export type IndexedStore = Reports & Pick<Templates, 'templatesOf'> & Pick<Store, 'identify'>

interface Held {
  readonly index: ReportIndex
  readonly epoch: string | null
  revision: number
  /** Number of reports that the boilerplate was learned from. */
  readonly sample: number
}

/** @param most maximum number of reports in all indexes together; the index in use is kept however large it is */
export function createIndexCache(store: IndexedStore, most: number = MAX_REPORTS): IndexCache {
  // Keyed by repository id, least recently used first. The values are promises, so that simultaneous searches share one
  // index.
  const held = new Map<number, Promise<Held>>()

  /** Number of reports in each index, in the order of `held`. */
  const sizesHeld = () => Promise.all([...held.values()].map((it) => it.then(({ index }) => index.size).catch(() => 0)))

  async function dropOldest(): Promise<void> {
    const sizes = await sizesHeld()
    let sum = sumOf(sizes)
    const oldestFirst = [...held.keys()]
    for (const [at, key] of oldestFirst.entries()) {
      if (sum <= most || at === oldestFirst.length - 1) return
      sum -= sizes[at] ?? 0
      held.delete(key)
    }
  }

  const over = (scopedStore: IndexedStore): IndexCache => ({
    async indexOf(repository) {
      const known = await scopedStore.identify(repository)
      if (known === null) return (await build(repository, scopedStore)).index
      const current = updateOrBuild(held.get(known.id), repository, scopedStore)
      held.delete(known.id)
      held.set(known.id, current)
      const { index } = await current
      await dropOldest()
      return index
    },
    over,
    async held() {
      const sizes = await sizesHeld()
      return { repositories: sizes.length, reports: sumOf(sizes) }
    },
  })
  return over(store)
}

async function updateOrBuild(
  before: Promise<Held> | undefined,
  repository: RepositoryRef,
  store: IndexedStore,
): Promise<Held> {
  const known = await before?.catch(() => undefined)
  return known !== undefined && (await update(known, repository, store)) ? known : await build(repository, store)
}

function sumOf(sizes: readonly number[]): number {
  return sizes.reduce((a, b) => a + b, 0)
}

async function build(repository: RepositoryRef, store: IndexedStore): Promise<Held> {
  const count = await store.countReports(repository)
  const sample = sampleSize(count)
  const oldest = (await store.oldestReports(repository, sample)).map((kept) => toIndexedReport(kept).digest)
  const first = await store.reportsSince(repository, Number.MAX_SAFE_INTEGER)
  // The templates are read after the epoch: if they change in between, the epoch differs and the index is rebuilt.
  const templates = await store.templatesOf(repository)
  const index = new ReportIndex(learnBoilerplate(oldest, templates), Math.max(1_000, count))
  const built = { index, epoch: first?.epoch ?? null, revision: 0, sample }
  await readChanges(built, repository, store)
  return built
}

/** @returns false if the index must be rebuilt */
async function update(held: Held, repository: RepositoryRef, store: IndexedStore): Promise<boolean> {
  return (await readChanges(held, repository, store)) && sampleSize(held.index.size) === held.sample
}

/** @returns false if the epoch has changed */
async function readChanges(held: Held, repository: RepositoryRef, store: IndexedStore): Promise<boolean> {
  for (let more = true; more; ) {
    const changes = await store.reportsSince(repository, held.revision)
    if ((changes?.epoch ?? null) !== held.epoch) return false
    if (changes === null) return true
    for (const kept of changes.kept) held.index.put(toIndexedReport(kept))
    for (const number of changes.gone) held.index.remove(number)
    held.revision = changes.revision
    more = changes.more
  }
  return true
}
