/**
 * The overviews of the most recently shown repositories. Each is built from the store on first use, then kept up to date
 * with what has changed since, so that a page about 100,000 reports reads a few rows only.
 */

import type { KnownRepository } from '../../core/issue-ref.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import { HOUR_MS } from '../../core/time-units.ts'
import { buildOverview } from './build-overview.ts'
import { catchUp, type Held, startHeld } from './held.ts'
import type { Overview, OverviewStore } from './overview.ts'

export interface OverviewCache {
  /** @param store a view in which only this repository's name resolves */
  of(repository: KnownRepository, store: OverviewStore, now: number): Promise<Overview>
}

/** Maximum number of reports in all overviews together; about 2 kB each. The one in use is kept however large it is. */
const MAX_REPORTS = 150_000
/** Forming the clusters of more matches than this takes long enough to do it only once in a while. */
const MANY_MATCHES = 20_000
const CLUSTERS_MS = 15_000
/** Growth and weeks depend on the time of day; this is how long they may lag behind. */
const SUMMARY_MS = HOUR_MS

interface Cached {
  readonly held: Held
  overview: Overview
  /** When the clusters were last formed, and from which state. */
  formedAt: number
  formedFrom: string
}

/**
 * @param pack for the titles of clusters
 * @param most maximum number of reports in all overviews together
 */
export function createOverviewCache(pack: Pick<Pack, 'signatures'>, most: number = MAX_REPORTS): OverviewCache {
  const cached = new Map<number, Promise<Cached>>()

  async function refresh(
    before: Promise<Cached> | undefined,
    repository: KnownRepository,
    store: OverviewStore,
    now: number,
  ) {
    const known = await before?.catch(() => undefined)
    const held = known !== undefined && (await catchUp(known.held, repository, store)) ? known.held : null
    if (known !== undefined && held !== null && !isStale(known, now)) return known
    const current = held ?? (await startHeld(repository, store))
    const { overview, matches } = await buildOverview(current, repository, { store, signatures: pack.signatures, now })
    current.matches = matches
    return { held: current, overview, formedAt: now, formedFrom: stampOf(current) }
  }

  async function dropOldest(): Promise<void> {
    const sizes = await Promise.all(
      [...cached.values()].map((it) => it.then(({ held }) => held.reports.size).catch(() => 0)),
    )
    let sum = sizes.reduce((a, b) => a + b, 0)
    for (const [at, key] of [...cached.keys()].entries()) {
      if (sum <= most || at === sizes.length - 1) return
      sum -= sizes[at] ?? 0
      cached.delete(key)
    }
  }

  return {
    async of(repository, store, now) {
      const current = refresh(cached.get(repository.id), repository, store, now)
      cached.delete(repository.id)
      cached.set(repository.id, current)
      const { overview } = await current
      await dropOldest()
      return overview
    },
  }
}

function isStale({ held, formedAt, formedFrom }: Cached, now: number): boolean {
  const age = Math.abs(now - formedAt)
  if (age >= SUMMARY_MS) return true
  const stamp = stampOf(held)
  if (stamp === formedFrom) return false
  // What a person has just said is shown at once.
  const isSaid = stamp.split('/')[1] !== formedFrom.split('/')[1]
  return isSaid || held.matches < MANY_MATCHES || age >= CLUSTERS_MS
}

function stampOf({ revision, feedback, decisions }: Held): string {
  return `${revision}.${decisions}/${feedback}`
}
