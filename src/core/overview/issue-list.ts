/** The issues of a repository as a list that people search, filter and sort. */
import { type ListPage, listPage } from './filtered-list.ts'
import type { IssueEntry } from './issue-entry.ts'
import type { Facet, SortKey } from './list-columns.ts'
import { hasCredential, isWaiting } from './morning.ts'

export const ISSUE_SORTS = [
  'opened',
  'number',
  'title',
  'decision',
  'signature',
  'product',
  'version',
  'cluster',
  'waiting',
] as const

export type IssueSort = (typeof ISSUE_SORTS)[number]

/** Special groups of issues, by the name that the filter `is` has for them. */
const ISSUE_GROUPS = ['auth', 'waiting', 'credential', 'rejected', 'accepted'] as const

/** Filters; an absent filter matches every issue. */
export interface IssueQuestion {
  /** Words that the title must contain, or an issue number. */
  readonly q?: string | undefined
  readonly is?: string | undefined
  readonly decision?: string | undefined
  readonly reason?: string | undefined
  readonly signature?: string | undefined
  readonly product?: string | undefined
  readonly version?: string | undefined
  readonly stage?: string | undefined
  readonly state?: string | undefined
  /** Opened at or after this time, in milliseconds since the epoch. */
  readonly since?: number | undefined
  /** Opened before this time, in milliseconds since the epoch. */
  readonly until?: number | undefined
  /** Only issues with these numbers. */
  readonly among?: ReadonlySet<number> | undefined
  /** Number of the cluster. */
  readonly cluster?: number | undefined
  readonly sort: IssueSort
  readonly descending: boolean
  readonly page: number
}

const PER_PAGE = 30

const GROUPS: Readonly<Record<(typeof ISSUE_GROUPS)[number], (it: IssueEntry) => boolean>> = {
  auth: ({ isAuth }) => isAuth,
  waiting: isWaiting,
  credential: hasCredential,
  rejected: ({ rejected }) => rejected !== null,
  accepted: (it) => it.isAccepted,
}

const one = (value: string | null | undefined): readonly string[] =>
  value === null || value === undefined ? [] : [value]

const ISSUE_FACETS: readonly Facet<IssueEntry>[] = [
  { name: 'is', valuesOf: (it) => ISSUE_GROUPS.filter((group) => GROUPS[group](it)) },
  { name: 'decision', valuesOf: ({ decided }) => [decided?.decision ?? 'stored'] },
  { name: 'reason', valuesOf: ({ decided }) => one(decided?.reason) },
  { name: 'signature', valuesOf: ({ signature }) => one(signature) },
  { name: 'product', valuesOf: ({ product }) => one(product) },
  { name: 'version', valuesOf: ({ version }) => one(version) },
  { name: 'stage', valuesOf: ({ stage }) => one(stage) },
  { name: 'state', valuesOf: ({ open }) => [open ? 'open' : 'closed'] },
]

const KEYS: Readonly<Record<IssueSort, SortKey<IssueEntry>>> = {
  opened: ({ createdAt }) => createdAt,
  number: ({ number }) => number,
  title: ({ title }) => title.toLowerCase(),
  decision: ({ decided }) => ({ assert: 0, ask: 1, silent: 2, stored: 3 })[decided?.decision ?? 'stored'],
  signature: ({ signature }) => signature,
  product: ({ product }) => product,
  version: ({ version }) => version && versionKey(version),
  cluster: ({ cluster }) => cluster,
  waiting: (it) => (isWaiting(it) ? (it.decided?.since ?? null) : null),
}

/** @param issues newest first */
export function listIssues(issues: readonly IssueEntry[], question: IssueQuestion): ListPage<IssueEntry> {
  const { q, since, until, among, cluster, sort, descending, page, ...chosen } = question
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const hasWord = ({ title, number }: IssueEntry, word: string) =>
    title.toLowerCase().includes(word) || word.replace('#', '') === String(number)
  return listPage(issues, {
    facets: ISSUE_FACETS,
    chosen,
    fits:
      since === undefined && until === undefined && among === undefined && cluster === undefined && words.length === 0
        ? null
        : (it) =>
            (since === undefined || it.createdAt >= since) &&
            (until === undefined || it.createdAt < until) &&
            (among === undefined || among.has(it.number)) &&
            (cluster === undefined || it.cluster === cluster) &&
            words.every((word) => hasWord(it, word)),
    stamp: 0,
    sort,
    key: KEYS[sort],
    descending,
    page,
    perPage: PER_PAGE,
  })
}

/** Text that sorts like the version: every number has eight digits. */
export function versionKey(version: string): string {
  return version.replaceAll(/\d{1,8}/g, (digits) => digits.padStart(8, '0'))
}
