/**
 * The track record of each signature in public repositories, based on feedback and on how threads
 * ended. Private repositories are not counted.
 * Computed at most every 5 minutes, because it reads all assertions.
 */

import { feedbackOf, type SignatureFeedback } from '../../core/feedback/feedback.ts'
import { type IssueRef, repositoryName } from '../../core/issue-ref.ts'
import { countOutcomes, type OutcomeCounts } from '../../core/outcomes/outcome-record.ts'
import { MINUTE_MS } from '../../core/time-units.ts'
import type { WebRepositories } from './web-deps.ts'

/** A signature's track record, with the ends of its threads. */
export interface LiveCount extends SignatureFeedback {
  /** Null if no thread has been read. */
  readonly ends: OutcomeCounts | null
}

export type LiveCounts = (signature: string) => Promise<LiveCount | null>

const CACHE_MS = 5 * MINUTE_MS

export function createLiveCounts({ store, access }: WebRepositories, clock: () => number): LiveCounts {
  let counted = Number.NEGATIVE_INFINITY
  let counts: Promise<ReadonlyMap<string, LiveCount>> | null = null
  return async (signature) => {
    if (counts === null || Math.abs(clock() - counted) >= CACHE_MS) {
      counted = clock()
      counts = count({ store, access }).catch((error: unknown) => {
        counts = null
        throw error
      })
    }
    return (await counts).get(signature) ?? null
  }
}

async function count({ store, access }: Pick<WebRepositories, 'store' | 'access'>) {
  const known = await store.knownRepositories()
  const all = store.as(known)
  const [asserts, feedbackEvents] = [await all.asserts(), await all.feedbackIn(null)]
  const outcomes = await all.outcomesIn(null)
  const names = new Set([...asserts, ...feedbackEvents].map(({ ref }) => repositoryName(ref)))
  const shown = new Set<string>()
  for (const { id, owner, repo } of known.filter((it) => names.has(repositoryName(it)))) {
    if ((await access.readable(owner, repo, null))?.id === id) shown.add(repositoryName({ owner, repo }))
  }
  const isShown = ({ ref }: { readonly ref: IssueRef }) => shown.has(repositoryName(ref))
  const feedback = feedbackOf(asserts.filter(isShown), feedbackEvents.filter(isShown))
  const ends = new Map(countOutcomes(outcomes.filter(isShown)).map((it) => [it.signature, it]))
  return new Map(feedback.map((it) => [it.signature, { ...it, ends: ends.get(it.signature) ?? null }]))
}
