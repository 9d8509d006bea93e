/** The clusters of one repository as its matches and people's words make them just now, with their canonical reports. */

import type { StoredMatch } from '../../adapters/store/kept-reports.ts'
import type { Store } from '../../adapters/store/store.ts'
import { type CanonicalCandidate, type CanonicalWords, chooseCanonical } from '../../core/duplicates/canonical.ts'
import { formClusters, type Members, numberClusters, type PairFeedback } from '../../core/duplicates/clusters.ts'
import { type FeedbackEvent, pairEvents, prevailing, RIGHTS } from '../../core/feedback/feedback-event.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'

export type ClusterStore = Pick<Store, 'matchesIn' | 'feedbackIn' | 'assignClusters'>
export type NearbyStore = Pick<Store, 'matchesOf' | 'feedbackAbout'>

export interface NearbyClusters {
  /** By number of a report; undefined where it is in no cluster. */
  readonly of: (number: number) => Members | undefined
  /** Chooses among some members of one cluster; undefined when there are none. */
  readonly canonical: <T extends CanonicalCandidate>(members: readonly T[]) => T | undefined
  /** What people said of the reports of this repository and of another one in it. */
  readonly words: readonly PairFeedback[]
}

export interface Clusters extends NearbyClusters {
  /** All that the repository has, with the ids that they keep. */
  readonly list: readonly { readonly id: number; readonly members: Members }[]
}

/** What people said about two reports, or about the one that stands for many. */
const ABOUT_REPORTS = ['duplicate-of', 'not-duplicate', 'split', 'canonical'] as const

/** So many reports are asked about at once: engines take some ten thousand values in one question. */
const AT_ONCE = 5_000

/** Every cluster of a repository: all of its matches are read. */
export async function clustersOf(repository: RepositoryRef, store: ClusterStore): Promise<Clusters> {
  const matches = await store.matchesIn(repository)
  const feedbackEvents = (await store.feedbackIn(repository, ABOUT_REPORTS)).filter((it) => isInside(it, repository))
  const { all, ...nearby } = formed(matches, feedbackEvents)
  const { ids } = await store.assignClusters(repository, (known) => numberClusters(all, known))
  return { ...nearby, list: all.map((members) => ({ id: ids.get(members[0] as number) as number, members })) }
}

/**
 * The clusters that some reports belong to, as `clustersOf` would form them: whatever joins or parts two reports is
 * followed from one to the next, and the rest of the repository is not read. They get no ids.
 */
export async function clustersNear(
  repository: RepositoryRef,
  numbers: readonly number[],
  store: NearbyStore,
): Promise<NearbyClusters> {
  const { matches, feedbackEvents } = await readNear(repository, numbers, store)
  const { all: _, ...nearby } = formed(matches, feedbackEvents)
  return nearby
}

async function readNear(repository: RepositoryRef, numbers: readonly number[], store: NearbyStore) {
  const matches: StoredMatch[] = []
  const feedbackEvents = new Map<string, FeedbackEvent>()
  const seen = new Set(numbers)
  const waiting = [...seen]
  while (waiting.length > 0) {
    const asked = waiting.splice(0, AT_ONCE)
    const found = await store.matchesOf(repository, asked)
    const said = (await store.feedbackAbout(repository, asked, ABOUT_REPORTS)).filter((it) => isInside(it, repository))
    matches.push(...found)
    for (const feedbackEvent of said) feedbackEvents.set(feedbackEvent.id, feedbackEvent)
    const pairs = [
      ...found,
      ...said.map(({ ref, other }) => ({ number: ref.number, other: other?.number ?? ref.number })),
    ]
    for (const number of new Set(pairs.flatMap(({ number, other }) => [number, other])).difference(seen)) {
      seen.add(number)
      waiting.push(number)
    }
  }
  return { matches, feedbackEvents: [...feedbackEvents.values()] }
}

/** @param feedback events about two reports of the repository */
function formed(matches: readonly StoredMatch[], feedbackEvents: readonly FeedbackEvent[]) {
  const words = pairEvents(feedbackEvents).map(toWord)
  const all = formClusters(
    matches.map(({ number, other, probability }) => ({ a: number, b: other, probability })),
    words,
  )
  const byNumber = new Map(all.flatMap((members) => members.map((number) => [number, members] as const)))
  const canonical: NearbyClusters['canonical'] = (members) =>
    chooseCanonical(members, canonicalWords(members, feedbackEvents, words))
  return { all, of: (number: number) => byNumber.get(number), canonical, words }
}

/** Passers-by are heard by a person first; issues of other repositories are in no cluster of this one. */
function isInside({ rights, other }: FeedbackEvent, { owner, repo }: RepositoryRef): boolean {
  const isHere = (it: RepositoryRef) => `${it.owner}/${it.repo}`.toLowerCase() === `${owner}/${repo}`.toLowerCase()
  return rights !== 'anyone' && other !== null && isHere(other)
}

function toWord({ kind, ref, other, rights, at }: FeedbackEvent): PairFeedback {
  const said = kind === 'duplicate-of' ? 'same' : 'not-same'
  return { kind: said, a: ref.number, b: other?.number ?? ref.number, rank: RIGHTS.indexOf(rights), at }
}

function canonicalWords(
  members: readonly CanonicalCandidate[],
  feedbackEvents: readonly FeedbackEvent[],
  words: readonly PairFeedback[],
): CanonicalWords {
  const inside = new Set(members.map(({ number }) => number))
  const choices = feedbackEvents.filter(({ kind, other }) => kind === 'canonical' && inside.has(other?.number ?? 0))
  return {
    chosen: prevailing(choices)?.other?.number ?? null,
    duplicates: words.filter(({ kind }) => kind === 'same').map(({ a, b }) => [a, b] as const),
  }
}
