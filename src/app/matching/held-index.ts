/** One repository's index, from the store or from a file, up to date, and saved again when much has changed. */

import type { SavedIndexes } from '../../adapters/saved-indexes/saved-indexes.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Reports, Templates } from '../../adapters/store/stored-reports.ts'
import { nextFreeTick } from '../../adapters/tick-gate.ts'
import { learnBoilerplate, sampleSize } from '../../core/duplicates/boilerplate.ts'
import { ReportIndex } from '../../core/duplicates/report-index.ts'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import { HOUR_MS } from '../../core/time-units.ts'
import { toIndexedReport } from './stored-report.ts'

/** The stored data that an index is built from. */
export type IndexedStore = Reports & Pick<Templates, 'templatesOf'> & Pick<Store, 'identify'>

export interface HeldIndex {
  readonly index: ReportIndex
  readonly epoch: string | null
  revision: number
  /** Number of reports that the boilerplate was learned from. */
  readonly sample: number
  /** When it was last saved or opened, or saving it failed; null if never. Milliseconds since the epoch. */
  savedAt: number | null
}

export interface HeldIndexDeps {
  readonly store: IndexedStore
  readonly saved?: SavedIndexes | null
  /** Number of reports from which an index is saved. */
  readonly minSaved?: number
  /** Milliseconds since the epoch. */
  readonly clock?: () => number
  /** @param share of the work that is done, 0 to 1 */
  readonly onActivity?: (what: string, share: number) => void
}

/** A smaller index is built in about a second. */
const MIN_SAVED = 10_000
/** It is saved again when this share of it is new. */
const MAX_NEW_SHARE = 1 / 8
/** What was deleted from the store or replaced there is in the file for so long at most, if anyone searches. */
const SAVE_EVERY_MS = HOUR_MS

export async function buildHeld(repository: RepositoryRef, deps: HeldIndexDeps): Promise<HeldIndex> {
  const { store, onActivity } = deps
  onActivity?.('building', 0)
  const count = await store.countReports(repository)
  const sample = sampleSize(count)
  const oldest = (await store.oldestReports(repository, sample)).map((kept) => toIndexedReport(kept).digest)
  const first = await store.reportsSince(repository, Number.MAX_SAFE_INTEGER)
  // The templates are read after the epoch: if they change in between, the epoch differs and the index is rebuilt.
  const templates = await store.templatesOf(repository)
  const index = ReportIndex.empty(learnBoilerplate(oldest, templates), Math.max(1_000, count))
  const built = { index, epoch: first?.epoch ?? null, revision: 0, sample, savedAt: null }
  await readChanges(built, repository, { ...deps, onRead: (size) => onActivity?.('building', size / count) })
  return built
}

/** @returns null if none is saved, or the saved one does not fit the store */
export async function openHeld(repository: KnownRepository, deps: HeldIndexDeps): Promise<HeldIndex | null> {
  const { saved = null, clock = Date.now, onActivity } = deps
  const found = await saved?.open(repository.id, (share) => onActivity?.('loading', share))
  if (!found) return null
  const held = { index: ReportIndex.open(found.sections), ...found.state, savedAt: clock() }
  if (await fits(held, repository, deps)) return held
  saved?.remove(repository.id)
  return null
}

/** A store that was restored from a backup counts on from an earlier revision, so its reports are counted too. */
async function fits(held: HeldIndex, repository: KnownRepository, deps: HeldIndexDeps): Promise<boolean> {
  const last = await deps.store.lastRevision(repository)
  if (last === null || held.revision > last.revision) return false
  // Another process may store a report between the two reads.
  for (let attempt = 0; attempt < 3; attempt++) {
    if (!(await updateHeld(held, repository, deps))) return false
    if (held.index.size === (await deps.store.countReports(repository))) return true
  }
  return false
}

/** @returns false if the index must be rebuilt */
export async function updateHeld(held: HeldIndex, repository: RepositoryRef, deps: HeldIndexDeps): Promise<boolean> {
  return (await readChanges(held, repository, deps)) && sampleSize(held.index.size) === held.sample
}

/** Saves the index if it is large and much has changed. @returns the index as it is in the file, or the same one */
export async function saveHeld(held: HeldIndex, repository: KnownRepository, deps: HeldIndexDeps): Promise<HeldIndex> {
  const { saved = null, clock = Date.now, onActivity } = deps
  const now = clock()
  if (saved === null || !isWorthSaving(held, now, deps.minSaved ?? MIN_SAVED)) return held
  onActivity?.('saving', 0)
  const { epoch, revision, sample } = held
  held.savedAt = now
  if (!(await saved.save(repository.id, { epoch, revision, sample }, held.index.image()))) return held
  return (await openHeld(repository, deps)) ?? held
}

function isWorthSaving({ index: { size, unsaved }, savedAt }: HeldIndex, now: number, least: number): boolean {
  // One that has shrunk is still saved again, so that the file loses what is gone.
  if ((size < least && unsaved.saved === 0) || (savedAt !== null && Math.abs(now - savedAt) < SAVE_EVERY_MS))
    return false
  return unsaved.removed > 0 || unsaved.added > Math.max(least / 2, unsaved.saved * MAX_NEW_SHARE)
}

interface ReadDeps extends HeldIndexDeps {
  readonly onRead?: (size: number) => void
}

/** @returns false if the epoch has changed */
async function readChanges(held: HeldIndex, repository: RepositoryRef, { store, onRead }: ReadDeps): Promise<boolean> {
  for (let more = true; more; ) {
    const changes = await store.reportsSince(repository, held.revision)
    if ((changes?.epoch ?? null) !== held.epoch) return false
    if (changes === null) return true
    for (const kept of changes.kept) held.index.put(toIndexedReport(kept))
    for (const number of changes.gone) held.index.remove(number)
    held.revision = changes.revision
    more = changes.more
    onRead?.(held.index.size)
    // A large repository has hundreds of pages; other requests are served in between.
    if (more) await nextFreeTick()
  }
  return true
}
