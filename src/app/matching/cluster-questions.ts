/**
 * Answers every entry point's queries about a repository's clusters. Takes a query and returns redacted plain data,
 * which the caller puts into words. Writes nothing to GitHub.
 */

import type { Store } from '../../adapters/store/store.ts'
import {
  type ClusterDetails,
  type ClusterMember,
  type ClusterSummary,
  summariseCluster,
} from '../../core/duplicates/cluster-summary.ts'
import type { TitledSignatures } from '../../core/duplicates/cluster-title.ts'
import type { IndexedReport } from '../../core/duplicates/digest.ts'
import { fromDistinctPeople } from '../../core/feedback/distinct-people.ts'
import { type FeedbackEvent, prevailing } from '../../core/feedback/feedback-event.ts'
import type { IssueRef, KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import { type ClusterStore, type Clusters, clustersOf } from './clusters-of.ts'
import { findClustersElsewhere, type NeighbourClusters } from './neighbours.ts'
import { toIndexedReport } from './stored-report.ts'

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
  readonly store: Pick<Store, 'reportsNumbered' | 'as'> & ClusterStore
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

/** @returns the cluster that contains the report; null if no cluster does */
export async function findClusterOf(
  { number, ...repository }: IssueRef,
  deps: ClusterQuestionDeps,
): Promise<ClusterDetails | null> {
  return (await summarise(repository, ({ members }) => members.includes(number), deps))[0] ?? null
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
  urgency: ({ signals }) => urgencyOf(signals),
}

/** Weights of the signals that show how urgent a failure is. A user who is unable to work counts the most. */
const URGENT: Readonly<Record<string, number>> = { blocking: 2, common: 1, reproducible: 1 }

function urgencyOf(signals: ClusterSummary['signals']): number {
  return signals.reduce((sum, { value, count }) => sum + count * (URGENT[value] ?? 0), 0)
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
  const feedbackEvents = await store.feedbackIn(repository, ['worked', 'did-not-work', 'signal'])
  const answers: ClusterDetails[] = []
  for (const { id, members } of clusters.list.filter(isWanted)) {
    const reports = (await store.reportsNumbered(repository, members)).map(toIndexedReport)
    const canonical = clusters.canonical(reports)
    // Feedback events may name issues that no longer exist on GitHub, so a cluster may have no reports left.
    if (canonical === undefined) continue
    const feedback = feedbackEvents.filter(({ ref }) => members.includes(ref.number))
    const signals = signalsIn(feedback)
    const worked = remediesThatWorked(feedback.filter(({ kind }) => kind !== 'signal'))
    const summary = summariseCluster({ id, reports, canonical, worked, signals, signatures, now })
    answers.push({
      ...summary,
      ...(neighbours.length > 0 && { elsewhere: findClustersElsewhere(summary, others) }),
      members: reports.map(toMember).sort((a, b) => a.createdAt - b.createdAt || a.number - b.number),
    })
  }
  return answers
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
