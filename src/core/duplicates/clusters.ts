/**
 * Joins reports into clusters. What people said of pairs and the matches that were found come in, clusters with ids
 * that stay come out. People's word goes before every match; it never asks which report is which.
 */
import { DisjointSets } from './disjoint-sets.ts'

/** What people hold of two reports; of every pair only the word that prevails is expected. */
export interface PairFeedback {
  readonly kind: 'same' | 'not-same'
  /** The report that it was said on; of `same`, the one that duplicates the other. */
  readonly a: number
  readonly b: number
  /** Rank of the speaker's rights; the higher one is heard first. */
  readonly rank: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** A match that was accepted. */
export interface PairMatch {
  readonly a: number
  readonly b: number
  readonly probability: number
}

/** Numbers of the reports of one cluster, two at least, in ascending order. */
export type Members = readonly number[]

/**
 * Words first, matches after, surest first; whatever would put a pair into one cluster that people hold apart is left
 * out. Circles and reports that name themselves change nothing. The same input in any order gives the same clusters.
 * @returns clusters in the order of their first members
 */
export function formClusters(matches: readonly PairMatch[], words: readonly PairFeedback[]): readonly Members[] {
  const groups = new DisjointSets()
  for (const { kind, a, b } of words) if (kind === 'not-same' && a !== b) groups.holdApart(a, b)
  for (const { a, b } of words.filter(({ kind }) => kind === 'same').sort(byWeight)) groups.join(a, b)
  for (const { a, b } of [...matches].sort(bySureness)) groups.join(a, b)
  return groups
    .list()
    .filter((members) => members.length > 1)
    .sort((x, y) => (x[0] as number) - (y[0] as number))
}

/** Two words that cannot both hold: more rights first, then the later one. */
function byWeight(x: PairFeedback, y: PairFeedback): number {
  return y.rank - x.rank || y.at - x.at || byNumbers(x, y)
}

function bySureness(x: PairMatch, y: PairMatch): number {
  return y.probability - x.probability || byNumbers(x, y)
}

function byNumbers(x: { readonly a: number; readonly b: number }, y: typeof x): number {
  return Math.min(x.a, x.b) - Math.min(y.a, y.b) || Math.max(x.a, x.b) - Math.max(y.a, y.b)
}

/** Id of the cluster by the number of the report, and the highest id that was ever given. */
export interface ClusterNumbering {
  readonly ids: ReadonlyMap<number, number>
  readonly last: number
}

/**
 * Gives every cluster the id of the earlier one with which it shares most members, of several the oldest; the rest get
 * ids that were never given before.
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

/** Claims in the order of how much they share: each id goes to one cluster, each cluster takes one id. */
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
