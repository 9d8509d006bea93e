/**
 * Keeps the indexes of the repositories that were asked about lately. An index is a cache of the store: made on first
 * use, caught up before every question, so that several processes agree, and dropped when others need its room.
 */

import type { Reports, Templates } from '../../adapters/store/kept-reports.ts'
import type { Store } from '../../adapters/store/store.ts'
import { learnBoilerplate, sampleSize } from '../../core/duplicates/boilerplate.ts'
import { ReportIndex } from '../../core/duplicates/report-index.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { toIndexedReport } from './kept-report.ts'

/** A report takes about 3 kB of an index: together they stay well below a gigabyte. */
const MAX_REPORTS = 250_000

export interface IndexCache {
  /** The index of all reports that the store keeps of a repository at this moment. */
  indexOf(repository: RepositoryRef): Promise<ReportIndex>
  /** The same indexes, for who asks this store which repository a name means. */
  over(store: IndexedStore): IndexCache
  /** What is held now. */
  held(): Promise<{ readonly repositories: number; readonly reports: number }>
}

/** What an index is made of. */
export type IndexedStore = Reports & Pick<Templates, 'templatesOf'> & Pick<Store, 'identify'>

interface Held {
  readonly index: ReportIndex
  readonly epoch: string | null
  revision: number
  /** How many reports its boilerplate was learned from. */
  readonly sample: number
}

/** @param most reports in all indexes together; the index that is asked is kept however large it is */
export function createIndexCache(store: IndexedStore, most: number = MAX_REPORTS): IndexCache {
  // By id of the repository, in the order of their last use. Promises, so that two questions at once share one index.
  const held = new Map<number, Promise<Held>>()

  /** Reports of each index, in the order of `held`. */
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

  const over = (within: IndexedStore): IndexCache => ({
    async indexOf(repository) {
      const known = await within.identify(repository)
      if (known === null) return (await build(repository, within)).index
      const asked = next(held.get(known.id), repository, within)
      held.delete(known.id)
      held.set(known.id, asked)
      const { index } = await asked
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

async function next(before: Promise<Held> | undefined, repository: RepositoryRef, store: IndexedStore): Promise<Held> {
  const known = await before?.catch(() => undefined)
  return known !== undefined && (await catchUp(known, repository, store)) ? known : await build(repository, store)
}

function sumOf(sizes: readonly number[]): number {
  return sizes.reduce((a, b) => a + b, 0)
}

async function build(repository: RepositoryRef, store: IndexedStore): Promise<Held> {
  const count = await store.countReports(repository)
  const sample = sampleSize(count)
  const oldest = (await store.oldestReports(repository, sample)).map((kept) => toIndexedReport(kept).digest)
  const first = await store.reportsSince(repository, Number.MAX_SAFE_INTEGER)
  // After the epoch: templates that change in between then make this index anew.
  const templates = await store.templatesOf(repository)
  const index = new ReportIndex(learnBoilerplate(oldest, templates), Math.max(1_000, count))
  const made = { index, epoch: first?.epoch ?? null, revision: 0, sample }
  await readOn(made, repository, store)
  return made
}

/** @returns false when the index must be made anew */
async function catchUp(held: Held, repository: RepositoryRef, store: IndexedStore): Promise<boolean> {
  return (await readOn(held, repository, store)) && sampleSize(held.index.size) === held.sample
}

async function readOn(held: Held, repository: RepositoryRef, store: IndexedStore): Promise<boolean> {
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
