/**
 * Answers every entry point's queries about a repository's clusters. Takes a query and returns redacted plain data,
 * which the caller puts into words. Writes nothing to GitHub.
 */

import type { Store } from '../../adapters/store/store.ts'
import {
  type ClusterContents,
  type ClusterDetails,
  type ClusterMember,
  type ClusterSummary,
  summariseCluster,
  urgencyOf,
} from '../../core/duplicates/cluster-summary.ts'
import type { TitledSignatures } from '../../core/duplicates/cluster-title.ts'
import type { IndexedReport } from '../../core/duplicates/digest.ts'
import { fromDistinctPeople } from '../../core/feedback/distinct-people.ts'
import { type FeedbackEvent, prevailing } from '../../core/feedback/feedback-event.ts'
import type { IssueRef, KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import { type ClusterStore, type Clusters, clustersNear, clustersOf, type NearbyStore } from './clusters-of.ts'
import { findClustersElsewhere, type NeighbourClusters } from './neighbours.ts'
import { toSummarisedReport } from './stored-report.ts'

export const CLUSTER_ORDERS = ['size', 'recent', 'growth', 'urgency'] as const

/** Filters; an absent filter matches every cluster. */
export interface ClusterQuestion {
  readonly signature?: string | undefined
  readonly product?: string | undefined
  readonly version?: string | undefined
  /** Last seen at or after this time, in milliseconds since the epoch. */
  readonly since?: number | undefined
  /** The canonical report's state. */
  readonly state?: 'open' | 'closed' | undefined
  readonly sort?: (typeof CLUSTER_ORDERS)[number] | undefined
}

export interface ClusterQuestionDeps {
  readonly store: Pick<Store, 'summariesNumbered' | 'as'> & ClusterStore
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Other repositories whose reports count too, as `neighboursOf` returns them; none if absent. */
  readonly neighbours?: readonly KnownRepository[]
  /** Signatures by id, for the titles of clusters. */
  readonly signatures: TitledSignatures
}

/** @returns the clusters that match the query, largest first by default */
export async function listClusters(
  repository: RepositoryRef,
  question: ClusterQuestion,
  deps: ClusterQuestionDeps,
): Promise<readonly ClusterSummary[]> {
  const all = await summarise(repository, () => true, deps)
  return orderClusters(
    all.map(({ members: _, ...summary }) => summary),
    question,
  )
}

/** @returns the clusters that match the query, largest first by default */
export function orderClusters(
  clusters: readonly ClusterSummary[],
  question: ClusterQuestion,
): readonly ClusterSummary[] {
  const { sort = 'size' } = question
  return clusters
    .filter((summary) => fits(summary, question))
    .sort((a, b) => ORDERS[sort](b) - ORDERS[sort](a) || b.count - a.count || a.id - b.id)
}

/**
 * Reads the report's own cluster only; its id would take all of the repository's clusters.
 * @returns null if the report is in no cluster
 */
export async function describeClusterOf(
  ref: IssueRef,
  { store, now, neighbours = [], signatures }: ClusterQuestionDeps & { readonly store: NearbyStore },
): Promise<ClusterContents | null> {
  const clusters = await clustersNear(ref, [ref.number], store)
  const members = clusters.of(ref.number)
  if (members === undefined) return null
  const about = { feedbackEvents: await store.feedbackAbout(ref, members, SUMMARISED), clusters }
  const described = await describe(ref, members, { ...about, store, now, signatures })
  if (described === null || neighbours.length === 0) return described?.contents ?? null
  return withElsewhere(described.contents, await neighbourClusters(neighbours, { store, now, signatures }))
}

/** @returns null if the repository has no cluster with this id */
export async function findCluster(
  repository: RepositoryRef,
  id: number,
  deps: ClusterQuestionDeps,
): Promise<ClusterDetails | null> {
  return (await summarise(repository, (cluster) => cluster.id === id, deps))[0] ?? null
}

const ORDERS: Readonly<Record<(typeof CLUSTER_ORDERS)[number], (it: ClusterSummary) => number>> = {
  size: ({ count }) => count,
  recent: ({ lastSeen }) => lastSeen,
  growth: ({ growth }) => growth.lately - growth.before,
  urgency: urgencyOf,
}

function fits(it: ClusterSummary, { signature, product, version, since, state }: ClusterQuestion): boolean {
  const has = (list: ClusterSummary['versions'], value: string | undefined) =>
    value === undefined || list.some((counted) => counted.value === value)
  return (
    (signature === undefined || it.signature === signature) &&
    has(it.products, product) &&
    has(it.versions, version) &&
    (since === undefined || it.lastSeen >= since) &&
    (state === undefined || it.canonical.open === (state === 'open'))
  )
}

async function summarise(
  repository: RepositoryRef,
  isWanted: (cluster: Clusters['list'][number]) => boolean,
  { store, now, neighbours = [], signatures }: ClusterQuestionDeps,
): Promise<readonly ClusterDetails[]> {
  const clusters = await clustersOf(repository, store)
  const others = await neighbourClusters(neighbours, { store, now, signatures })
  const feedbackEvents = await store.feedbackIn(repository, SUMMARISED)
  const answers: ClusterDetails[] = []
  for (const { id, members } of clusters.list.filter(isWanted)) {
    const described = await describe(repository, members, { clusters, feedbackEvents, store, now, signatures })
    if (described === null) continue
    const contents = neighbours.length > 0 ? withElsewhere(described.contents, others) : described.contents
    const byAge = described.reports.toSorted((a, b) => a.createdAt - b.createdAt || a.number - b.number)
    answers.push({ id, ...contents, members: byAge.map(toMember) })
  }
  return answers
}

/** Kinds of feedback that a summary counts. */
const SUMMARISED = ['worked', 'did-not-work', 'signal'] as const

interface DescribeContext extends Pick<ClusterQuestionDeps, 'now' | 'signatures'> {
  readonly store: Pick<Store, 'summariesNumbered'>
  readonly clusters: Pick<Clusters, 'canonical'>
  readonly feedbackEvents: readonly FeedbackEvent[]
}

/**
 * Feedback events may name issues that no longer exist on GitHub, so a cluster may have no reports left.
 * @returns null if none of the members is stored
 */
async function describe(
  repository: RepositoryRef,
  members: readonly number[],
  { store, clusters, feedbackEvents, now, signatures }: DescribeContext,
): Promise<{ readonly contents: ClusterContents; readonly reports: readonly IndexedReport[] } | null> {
  const reports = (await store.summariesNumbered(repository, members)).map(toSummarisedReport)
  const canonical = clusters.canonical(reports)
  if (canonical === undefined) return null
  const its = new Set(members)
  const feedback = feedbackEvents.filter(({ ref }) => its.has(ref.number))
  const worked = remediesThatWorked(feedback.filter(({ kind }) => kind !== 'signal'))
  const signals = signalsIn(feedback)
  return { contents: summariseCluster({ reports, canonical, worked, signals, signatures, now }), reports }
}

function withElsewhere(contents: ClusterContents, others: readonly NeighbourClusters[]): ClusterContents {
  return { ...contents, elsewhere: findClustersElsewhere(contents, others) }
}

async function neighbourClusters(
  neighbours: readonly KnownRepository[],
  { store, now, signatures }: ClusterQuestionDeps,
): Promise<readonly NeighbourClusters[]> {
  const found: NeighbourClusters[] = []
  for (const neighbour of neighbours) {
    const { owner, repo } = neighbour
    const clusters = await summarise(neighbour, () => true, { store: store.as([neighbour]), now, signatures })
    found.push({ repository: { owner, repo }, clusters })
  }
  return found
}

function toMember({ number, digest, open, createdAt }: IndexedReport): ClusterMember {
  return { number, title: digest.title, open, createdAt }
}

/**
 * Lists each remedy once for every distinct person whom it helped. Only the prevailing feedback event on each issue
 * counts.
 * @param feedbackEvents of the kinds `worked` and `did-not-work`
 */
export function remediesThatWorked(feedbackEvents: readonly FeedbackEvent[]): readonly string[] {
  const worked = [...Map.groupBy(feedbackEvents, ({ ref }) => ref.number).values()].flatMap((onIssue) => {
    const last = prevailing(onIssue)
    return last?.kind === 'worked' ? [last] : []
  })
  return [...Map.groupBy(worked, remedyOf)].flatMap(([remedy, its]) => fromDistinctPeople(its).map(() => remedy))
}

function remedyOf({ signature, step }: FeedbackEvent): string {
  const of = signature === null ? '' : ` of ${signature.id}`
  return step === null ? `the checklist${of}` : `step ${step}${of}`
}

/** Lists each signal once for every distinct person whose feedback counts. */
export function signalsIn(feedbackEvents: readonly FeedbackEvent[]): readonly string[] {
  const given = feedbackEvents.filter(({ kind, detail }) => kind === 'signal' && detail !== null)
  return [...Map.groupBy(given, ({ detail }) => detail ?? '')].flatMap(([signal, its]) =>
    fromDistinctPeople(its).map(() => signal),
  )
}
