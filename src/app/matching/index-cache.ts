/**
 * Caches the report indexes of the most recently searched repositories. An index is built from the store on first use,
 * or opened from a file if it was saved, and updated before every search, so that several processes agree. It is dropped
 * when more recently used indexes need the memory.
 */

import type { SavedIndexes } from '../../adapters/saved-indexes/saved-indexes.ts'
import type { ReportIndex } from '../../core/duplicates/report-index.ts'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import { buildHeld, type HeldIndex, type IndexedStore, openHeld, saveHeld, updateHeld } from './held-index.ts'

/** A report takes about 3 kB in an index, so all indexes together stay well below 1 GB. */
const MAX_REPORTS = 250_000
/** A report in a file takes this share of the memory. */
const SHARE_IF_SAVED = 1 / 25

export interface IndexCache {
  /** Returns the index of all of a repository's reports that are currently in the store. */
  indexOf(repository: RepositoryRef): Promise<ReportIndex>
  /** Returns the same cache, with this store resolving repository names. */
  over(store: IndexedStore): IndexCache
  /** The number of cached indexes, and of the reports in them. */
  held(): Promise<{ readonly repositories: number; readonly reports: number }>
  /** Drops the index of a repository whose data is deleted, and its file. */
  forget(repositoryId: number): void
  /** What is being done at the moment, such as `loading 42 %`; empty when nothing is. */
  activities(): readonly string[]
}

export interface IndexCacheOptions {
  /** Maximum number of reports in all indexes together; the index in use is kept however large it is. */
  readonly most?: number
  /** Where indexes of large repositories are saved; none is saved if omitted. */
  readonly saved?: SavedIndexes | null
  /** Number of reports from which an index is saved; 10,000 if omitted. */
  readonly minSaved?: number
  /** Milliseconds since the epoch. */
  readonly clock?: () => number
}

export function createIndexCache(
  store: IndexedStore,
  { most = MAX_REPORTS, ...options }: IndexCacheOptions = {},
): IndexCache {
  // Keyed by repository id, least recently used first. The values are promises, so that simultaneous searches share one
  // index.
  const held = new Map<number, Promise<HeldIndex>>()
  const activities = new Map<number, string>()

  async function updateOrOpen(known: KnownRepository, scopedStore: IndexedStore): Promise<HeldIndex> {
    const before = await held.get(known.id)?.catch(() => undefined)
    const deps = {
      ...options,
      store: scopedStore,
      onActivity: (what: string, share: number) =>
        void activities.set(known.id, `${what} ${Math.floor(share * 100)} %`),
    }
    try {
      const isCurrent = before !== undefined && (await updateHeld(before, known, deps))
      const current = isCurrent ? before : ((await openHeld(known, deps)) ?? (await buildHeld(known, deps)))
      return await saveHeld(current, known, deps)
    } finally {
      activities.delete(known.id)
    }
  }

  const sizesHeld = () =>
    Promise.all(
      [...held.values()].map((it) =>
        it
          .then(({ index: { size, unsaved } }) => ({ size, memory: unsaved.added + unsaved.saved * SHARE_IF_SAVED }))
          .catch(() => ({ size: 0, memory: 0 })),
      ),
    )

  async function dropOldest(): Promise<void> {
    const sizes = (await sizesHeld()).map(({ memory }) => memory)
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
      if (known === null) return (await buildHeld(repository, { store: scopedStore })).index
      const current = updateOrOpen(known, scopedStore)
      held.delete(known.id)
      held.set(known.id, current)
      const { index } = await current
      await dropOldest()
      return index
    },
    over,
    async held() {
      const sizes = await sizesHeld()
      return { repositories: sizes.length, reports: sumOf(sizes.map(({ size }) => size)) }
    },
    forget(repositoryId) {
      held.delete(repositoryId)
      options.saved?.remove(repositoryId)
    },
    activities: () => [...activities.values()],
  })
  return over(store)
}

function sumOf(sizes: readonly number[]): number {
  return sizes.reduce((a, b) => a + b, 0)
}
