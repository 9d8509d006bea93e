/** The clusters of a repository as a list that people search, filter and sort. */
import { urgencyOf } from '../duplicates/cluster-summary.ts'
import { HOUR_MS } from '../time-units.ts'
import { type ClusterFacts, growthAt } from './cluster-facts.ts'
import { type ListPage, listPage } from './filtered-list.ts'
import { versionKey } from './issue-list.ts'
import type { Facet, SortKey } from './list-columns.ts'

export const CLUSTER_SORTS = ['size', 'first', 'recent', 'growth', 'urgency', 'title', 'began', 'signature'] as const

export type ClusterSort = (typeof CLUSTER_SORTS)[number]

/** Filters; an absent filter matches every cluster. */
export interface ClusterListQuestion {
  /** Words that the cluster's or the canonical report's title must contain, or the number of one of its reports. */
  readonly q?: string | undefined
  /** A special group: `growing`, `regression` or `fixed`. */
  readonly is?: string | undefined
  readonly signature?: string | undefined
  readonly product?: string | undefined
  readonly version?: string | undefined
  /** The version with which the failure began. */
  readonly began?: string | undefined
  readonly state?: string | undefined
  /** Last seen at or after this time, in milliseconds since the epoch. */
  readonly since?: number | undefined
  /** First seen at or after this time, in milliseconds since the epoch. */
  readonly new?: number | undefined
  readonly sort: ClusterSort
  readonly descending: boolean
  readonly page: number
  /** Milliseconds since the epoch. */
  readonly now: number
}

const PER_PAGE = 25

const one = (value: string | null): readonly string[] => (value === null ? [] : [value])

function facetsAt(now: number): readonly Facet<ClusterFacts>[] {
  return [
    {
      name: 'is',
      valuesOf: ({ times, regression, summary }) => [
        ...(growthOf(times, now) > 0 ? ['growing'] : []),
        ...(regression === null ? [] : ['regression']),
        ...(summary.canonical.closedAs === 'completed' && regression === null ? ['fixed'] : []),
      ],
    },
    { name: 'signature', valuesOf: ({ summary }) => one(summary.signature) },
    { name: 'began', valuesOf: ({ began }) => one(began) },
    { name: 'version', valuesOf: ({ summary }) => summary.versions.map(({ value }) => value) },
    { name: 'product', valuesOf: ({ summary }) => summary.products.map(({ value }) => value) },
    { name: 'state', valuesOf: ({ summary }) => [summary.canonical.open ? 'open' : 'closed'] },
  ]
}

/** Reports in the last seven days minus those in the seven days before. */
function growthOf(times: readonly number[], now: number): number {
  const { lately, before } = growthAt(times, now)
  return lately - before
}

function keysAt(now: number): Readonly<Record<ClusterSort, SortKey<ClusterFacts>>> {
  return {
    size: ({ summary }) => summary.count,
    first: ({ summary }) => summary.firstSeen,
    recent: ({ summary }) => summary.lastSeen,
    growth: ({ times }) => growthOf(times, now),
    urgency: ({ summary }) => urgencyOf(summary),
    title: ({ summary }) => summary.title.toLowerCase(),
    began: ({ began }) => began && versionKey(began),
    signature: ({ summary }) => summary.signature,
  }
}

/** @param clusters largest first */
export function listClusterFacts(
  clusters: readonly ClusterFacts[],
  question: ClusterListQuestion,
): ListPage<ClusterFacts> {
  const { q, since, new: from, sort, descending, page, now, ...chosen } = question
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const hasWord = ({ summary, members }: ClusterFacts, word: string) =>
    summary.title.toLowerCase().includes(word) ||
    summary.canonical.title.toLowerCase().includes(word) ||
    (summary.signature?.includes(word) ?? false) ||
    (/^#?\d+$/.test(word) && members.includes(Number(word.replace('#', ''))))
  return listPage(clusters, {
    facets: facetsAt(now),
    chosen,
    fits: (it) =>
      (since === undefined || it.summary.lastSeen >= since) &&
      (from === undefined || it.summary.firstSeen >= from) &&
      words.every((word) => hasWord(it, word)),
    // Growth changes with the time; to the hour is precise enough.
    stamp: Math.floor(now / HOUR_MS),
    sort,
    key: keysAt(now)[sort],
    descending,
    page,
    perPage: PER_PAGE,
  })
}
