/**
 * The overviews of the most recently shown repositories. Each is built from the store on first use, then kept up to date
 * with what has changed since, so that a page about 100,000 reports reads a few rows only. An overview of a large
 * repository is built again in the background: nobody waits for it, and it lags a few seconds behind.
 */
import { setTimeout as pause } from 'node:timers/promises'
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
/** Building the overview of this many reports and matches takes longer than a page may. */
const LARGE = 5_000
/** A large overview is built at most this often. */
const REBUILD_MS = 15_000
/** The page that finds an overview old is sent first. */
const AFTER_PAGE_MS = 50
/** Growth and weeks depend on the time of day; this is how long they may lag behind. */
const SUMMARY_MS = HOUR_MS

interface Cached {
  readonly held: Held
  overview: Overview
  /** When it was last built, and from which state. */
  builtAt: number
  builtFrom: State
  /** Whether a newer overview is being built in the background. */
  isBuilding: boolean
}

interface State {
  /** Changes with whatever people say, and with every report that is taken away. */
  readonly urgent: string
  /** Changes with every report and decision. */
  readonly other: string
}

interface Reading {
  readonly repository: KnownRepository
  readonly store: OverviewStore
  readonly now: number
}

/**
 * @param pack for the titles of clusters
 * @param large number of reports and matches from which an overview is large
 */
export function createOverviewCache(pack: Pick<Pack, 'signatures'>, large: number = LARGE): OverviewCache {
  const cached = new Map<number, Promise<Cached>>()

  async function refresh(before: Promise<Cached> | undefined, reading: Reading): Promise<Cached> {
    const { repository, store, now } = reading
    const known = await before?.catch(() => undefined)
    if (known === undefined || !(await catchUp(known.held, repository, store))) {
      return build(await startHeld(repository, store), reading)
    }
    const age = Math.abs(now - known.builtAt)
    const { urgent, other } = stateOf(known.held)
    if (urgent !== known.builtFrom.urgent) return build(known.held, reading)
    if (other === known.builtFrom.other && age < SUMMARY_MS) return known
    if (known.held.reports.size + known.held.matches < large) return build(known.held, reading)
    if (age >= REBUILD_MS && !known.isBuilding) void buildInBackground(known, reading)
    return known
  }

  async function build(held: Held, { repository, store, now }: Reading): Promise<Cached> {
    const builtFrom = stateOf(held)
    const { overview, matches } = await buildOverview(held, repository, { store, signatures: pack.signatures, now })
    held.matches = matches
    return { held, overview, builtAt: now, builtFrom, isBuilding: false }
  }

  /** If it fails, the next page builds the overview itself, and shows the error. */
  async function buildInBackground(known: Cached, reading: Reading): Promise<void> {
    known.isBuilding = true
    try {
      await pause(AFTER_PAGE_MS, undefined, { ref: false })
      Object.assign(known, await build(known.held, reading))
    } catch {
      cached.delete(reading.repository.id)
    }
  }

  async function dropOldest(): Promise<void> {
    const sizes = await Promise.all(
      [...cached.values()].map((it) => it.then(({ held }) => held.reports.size).catch(() => 0)),
    )
    let sum = sizes.reduce((a, b) => a + b, 0)
    for (const [at, key] of [...cached.keys()].entries()) {
      if (sum <= MAX_REPORTS || at === sizes.length - 1) return
      sum -= sizes[at] ?? 0
      cached.delete(key)
    }
  }

  return {
    async of(repository, store, now) {
      const current = refresh(cached.get(repository.id), { repository, store, now })
      cached.delete(repository.id)
      cached.set(repository.id, current)
      const { overview } = await current
      await dropOldest()
      return overview
    },
  }
}

function stateOf({ revision, said, decisions, gone }: Held): State {
  return { urgent: `${said}/${gone}`, other: `${revision}/${decisions}` }
}
