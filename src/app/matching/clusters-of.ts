/** One repository's current clusters, formed from its matches and feedback, with their canonical reports. */

import type { Store } from '../../adapters/store/store.ts'
import { type CanonicalCandidate, type CanonicalFeedback, chooseCanonical } from '../../core/duplicates/canonical.ts'
import {
  formClusters,
  type MatchedPair,
  type Members,
  numberClusters,
  type PairFeedback,
} from '../../core/duplicates/clusters.ts'
import { ABOUT_TWO, type FeedbackEvent, pairEvents, prevailing, RIGHTS } from '../../core/feedback/feedback-event.ts'
import { isSameRepository, type RepositoryRef } from '../../core/issue-ref.ts'
import { runInSteps } from '../run-in-steps.ts'

export type ClusterStore = Pick<Store, 'pairsIn' | 'feedbackIn' | 'assignClusters'>
export type NearbyStore = Pick<Store, 'pairsOf' | 'matchedLater' | 'feedbackAbout'>

export interface NearbyClusters {
  /** Returns the cluster that contains the report with this number; undefined if the report is in no cluster. */
  readonly of: (number: number) => Members | undefined
  /** Chooses the canonical report from some members of one cluster; undefined if the list is empty. */
  readonly canonical: <T extends CanonicalCandidate>(members: readonly T[]) => T | undefined
  /** Feedback that joins two of this repository's reports, or keeps them apart. */
  readonly pairs: readonly PairFeedback[]
}

export interface Clusters extends NearbyClusters {
  /** Every cluster in the repository, with its stable id. */
  readonly list: readonly { readonly id: number; readonly members: Members }[]
}

/** Kinds of feedback about a pair of reports, or about a cluster's canonical report. */
const ABOUT_REPORTS = [...ABOUT_TWO, 'canonical'] as const

/** Forms all of a repository's clusters. Reads all of its matches. */
export async function clustersOf(repository: RepositoryRef, store: ClusterStore): Promise<Clusters> {
  const pairs = await store.pairsIn(repository)
  const feedbackEvents = (await store.feedbackIn(repository, ABOUT_REPORTS)).filter((it) => counts(it, repository))
  const { all, ...nearby } = await form(pairs, feedbackEvents)
  const { ids } = await store.assignClusters(repository, (known) => numberClusters(all, known))
  return { ...nearby, list: all.map((members) => ({ id: ids.get(members[0] as number) as number, members })) }
}

/**
 * Forms the clusters that contain the given reports; they are the same as those from `clustersOf`. Follows matches and
 * feedback from report to report, and does not read the rest of the repository. These clusters get no ids.
 */
export async function clustersNear(
  repository: RepositoryRef,
  numbers: readonly number[],
  store: NearbyStore,
): Promise<NearbyClusters> {
  const { matched, feedbackEvents } = await readNear(repository, numbers, store)
  const { all: _, ...nearby } = await form(matched, feedbackEvents)
  return nearby
}

async function readNear(repository: RepositoryRef, numbers: readonly number[], store: NearbyStore) {
  const matched: MatchedPair[] = []
  const feedbackEvents = new Map<string, FeedbackEvent>()
  const seen = new Set(numbers)
  let waiting = [...seen]
  while (waiting.length > 0) {
    const batch = waiting
    waiting = []
    const pairs = await store.pairsOf(repository, batch)
    const later = await store.matchedLater(repository, batch)
    const feedback = (await store.feedbackAbout(repository, batch, ABOUT_REPORTS)).filter((it) =>
      counts(it, repository),
    )
    for (const pair of pairs) matched.push(pair)
    for (const feedbackEvent of feedback) feedbackEvents.set(feedbackEvent.id, feedbackEvent)
    const reach = (number: number) => {
      if (seen.has(number)) return
      seen.add(number)
      waiting.push(number)
    }
    for (const { other } of pairs) reach(other)
    // The pairs with later reports are read with those reports.
    for (const number of later) reach(number)
    for (const { ref, other } of feedback) {
      reach(ref.number)
      if (other !== null) reach(other.number)
    }
  }
  return { matched, feedbackEvents: [...feedbackEvents.values()] }
}

/** @param feedbackEvents feedback about this repository's reports only */
async function form(matched: readonly MatchedPair[], feedbackEvents: readonly FeedbackEvent[]) {
  const pairs = pairEvents(feedbackEvents).map(toPairFeedback)
  const all = await runInSteps(formClusters(matched, pairs))
  const byNumber = new Map(all.flatMap((members) => members.map((number) => [number, members] as const)))
  const canonical: NearbyClusters['canonical'] = (members) =>
    chooseCanonical(members, canonicalWords(members, feedbackEvents, pairs))
  return { all, of: (number: number) => byNumber.get(number), canonical, pairs }
}

/** Feedback from users without a role does not count, nor does feedback about an issue in another repository. */
function counts({ rights, other }: FeedbackEvent, repository: RepositoryRef): boolean {
  return rights !== 'anyone' && other !== null && isSameRepository(other, repository)
}

function toPairFeedback({ kind, ref, other, rights, at }: FeedbackEvent): PairFeedback {
  const relation = kind === 'duplicate-of' ? 'same' : 'not-same'
  return { kind: relation, a: ref.number, b: other?.number ?? ref.number, rank: RIGHTS.indexOf(rights), at }
}

function canonicalWords(
  members: readonly CanonicalCandidate[],
  feedbackEvents: readonly FeedbackEvent[],
  pairs: readonly PairFeedback[],
): CanonicalFeedback {
  const inCluster = new Set(members.map(({ number }) => number))
  const choices = feedbackEvents.filter(({ kind, other }) => kind === 'canonical' && inCluster.has(other?.number ?? 0))
  return {
    chosen: prevailing(choices)?.other?.number ?? null,
    duplicates: pairs.filter(({ kind }) => kind === 'same').map(({ a, b }) => [a, b] as const),
  }
}
