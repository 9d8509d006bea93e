/**
 * Joins reports into clusters with stable ids, based on feedback about pairs and on accepted matches. Feedback takes
 * precedence over every match.
 */
import { ClusterCores } from './cluster-cores.ts'
import { DisjointSets } from './disjoint-sets.ts'

/** The prevailing feedback on whether two reports have the same cause; one entry per pair. */
export interface PairFeedback {
  readonly kind: 'same' | 'not-same'
  /** The report on which the feedback was given; for `same`, the one that duplicates the other. */
  readonly a: number
  readonly b: number
  /** Rank of the person's rights; feedback with a higher rank is applied first. */
  readonly rank: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** An accepted match. */
export interface MatchedPair {
  readonly number: number
  /** Number of the earlier report with the same cause. */
  readonly other: number
  readonly probability: number
}

/** Issue numbers of the reports in one cluster: at least two, in ascending order. */
export type Members = readonly number[]

/** Number of matches that are read or joined per step: a few milliseconds, even before V8 has optimised the code. */
const STEP = 1_000

/**
 * Applies the feedback first and then the matches, most probable first. Skips every join that would unite a pair that
 * people separated, and every match between clusters whose cores do not match each other: a chain of matches does not
 * join its ends. Cycles and self-references have no effect. The input order does not matter. The joins and most of the
 * sorting are steps, so that the caller can do something else in between: a large repository has a million matches.
 * @returns clusters, ordered by their first members
 */
export function* formClusters(
  matches: readonly MatchedPair[],
  feedback: readonly PairFeedback[],
): Generator<void, readonly Members[]> {
  const apart = feedback.filter(({ kind }) => kind === 'not-same')
  const same = feedback.filter(({ kind }) => kind === 'same').sort(byRights)
  const sets = setsHeldApart(apart)
  for (const { a, b } of same) sets.join(a, b)
  const sorted = yield* sortBySureness(matches)
  yield* joinMatches(sets, sorted)
  if (same.length > 0) yield* joinWholeClusters(sets, sorted, { same, apart })
  return sets
    .list()
    .filter((members) => members.length > 1)
    .sort((x, y) => (x[0] as number) - (y[0] as number))
}

function setsHeldApart(apart: readonly PairFeedback[]): DisjointSets {
  const sets = new DisjointSets()
  for (const { a, b } of apart) if (a !== b) sets.holdApart(a, b)
  return sets
}

/** Sorts each thousandth of the range of probabilities in a step of its own. */
function* sortBySureness(matches: readonly MatchedPair[]): Generator<void, readonly MatchedPair[]> {
  const intervals = Map.groupBy(matches, ({ probability }) => Math.floor(probability * 1_000))
  const sorted: MatchedPair[] = []
  for (const [, interval] of [...intervals].sort(([a], [b]) => b - a)) {
    for (const match of interval.sort(bySureness)) sorted.push(match)
    yield
  }
  return sorted
}

function* joinMatches(sets: DisjointSets, sorted: readonly MatchedPair[]): Generator<void, void> {
  const cores = new ClusterCores(sets)
  yield* eachInSteps(sorted, ({ number, other }) => cores.addMatch(number, other))
  yield* eachInSteps(sorted, ({ number, other }) => cores.join(number, other))
}

function* eachInSteps<T>(items: readonly T[], take: (item: T) => void): Generator<void, void> {
  let taken = 0
  for (const item of items) {
    take(item)
    if (++taken % STEP === 0) yield
  }
  yield
}

/**
 * A person who says that two reports have the same cause means all reports of their clusters. The clusters of these two, as the
 * matches form them by themselves, stay whole.
 */
function* joinWholeClusters(
  sets: DisjointSets,
  sorted: readonly MatchedPair[],
  { same, apart }: { readonly same: readonly PairFeedback[]; readonly apart: readonly PairFeedback[] },
): Generator<void, void> {
  const matched = setsHeldApart(apart)
  yield* joinMatches(matched, sorted)
  const named = new Set(same.flatMap(({ a, b }) => [a, b]))
  for (const members of matched.list()) {
    const first = members.find((number) => named.has(number))
    if (first !== undefined) for (const other of members) sets.join(first, other)
  }
}

/** Orders contradicting feedback: more rights first, then later feedback first. */
function byRights(x: PairFeedback, y: PairFeedback): number {
  return y.rank - x.rank || y.at - x.at || compareEnds(x.a, x.b, y.a, y.b)
}

function bySureness(x: MatchedPair, y: MatchedPair): number {
  return y.probability - x.probability || compareEnds(x.number, x.other, y.number, y.other)
}

/** Compares the pair of `a` and `b` with the pair of `c` and `d`. Sorting calls it for each two, so it allocates nothing. */
function compareEnds(a: number, b: number, c: number, d: number): number {
  return Math.min(a, b) - Math.min(c, d) || Math.max(a, b) - Math.max(c, d)
}

/** The cluster of each report. */
export interface ClusterNumbering {
  /** Cluster id by report number. */
  readonly ids: ReadonlyMap<number, number>
  /** Highest cluster id ever assigned in the repository. */
  readonly last: number
}

/**
 * Gives each cluster the id of the earlier cluster that it shares the most members with; ties go to the lowest id. The
 * remaining clusters get new ids.
 */
export function numberClusters(clusters: readonly Members[], before: ClusterNumbering): ClusterNumbering {
  const given = keepIds(clusters, before.ids)
  let last = before.last
  const ids = new Map<number, number>()
  clusters.forEach((members, at) => {
    const id = given.get(at) ?? ++last
    for (const number of members) ids.set(number, id)
  })
  return { ids, last }
}

/**
 * Assigns earlier ids, those with the most shared members first. Each id goes to at most one cluster, and each cluster
 * gets at most one id.
 */
function keepIds(clusters: readonly Members[], before: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const claims = clusters.flatMap((members, at) => {
    const known = members.flatMap((number) => before.get(number) ?? [])
    return [...Map.groupBy(known, (id) => id)].map(([id, its]) => ({ at, id, shared: its.length }))
  })
  const given = new Map<number, number>()
  const taken = new Set<number>()
  for (const { at, id } of claims.sort((x, y) => y.shared - x.shared || x.id - y.id || x.at - y.at)) {
    if (given.has(at) || taken.has(id)) continue
    given.set(at, id)
    taken.add(id)
  }
  return given
}
