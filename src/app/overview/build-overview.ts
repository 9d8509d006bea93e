/** Builds an overview from what is held of a repository. Writes only cluster ids. */

import { nextFreeTick } from '../../adapters/tick-gate.ts'
import { compareVersions } from '../../core/diagnosis/fix.ts'
import { summariseCluster } from '../../core/duplicates/cluster-summary.ts'
import type { TitledSignatures } from '../../core/duplicates/cluster-title.ts'
import type { IndexedReport } from '../../core/duplicates/digest.ts'
import { feedbackOf } from '../../core/feedback/feedback.ts'
import type { FeedbackEvent } from '../../core/feedback/feedback-event.ts'
import { computeLedger } from '../../core/fixes/ledger.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { type ClusterFacts, toClusterFacts } from '../../core/overview/cluster-facts.ts'
import { type IssueEntry, toIssueEntry } from '../../core/overview/issue-entry.ts'
import { remediesThatWorked, signalsIn } from '../matching/cluster-questions.ts'
import { clustersOf } from '../matching/clusters-of.ts'
import type { Held } from './held.ts'
import type { FirstSeen, Overview, OverviewStore } from './overview.ts'

interface BuildDeps {
  readonly store: OverviewStore
  /** Signatures by id, for the titles of clusters. */
  readonly signatures: TitledSignatures
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Numbers of clusters and of issues after which other requests are served. */
const CLUSTERS_AT_ONCE = 500
const ISSUES_AT_ONCE = 10_000

export async function buildOverview(
  held: Held,
  repository: KnownRepository,
  { store, signatures, now }: BuildDeps,
): Promise<{ readonly overview: Overview; readonly matches: number }> {
  const { reports, log, feedbackEvents } = held
  const matches = await store.pairsIn(repository)
  await nextFreeTick()
  const formed = await clustersOf(repository, { ...pick(store), pairsIn: async () => matches })
  const about = Map.groupBy(feedbackEvents, ({ ref }) => ref.number)
  const signals = Map.groupBy(await store.fixSignalsIn(repository), ({ number }) => number)
  const clusters: ClusterFacts[] = []
  const clusterOf = new Map<number, number>()
  for (const [at, { id, members }] of formed.list.entries()) {
    const its = members.flatMap((number) => reports.get(number) ?? [])
    const canonical = formed.canonical(its)
    if (canonical === undefined) continue
    for (const { number } of its) clusterOf.set(number, id)
    const feedback = its.flatMap(({ number }) => about.get(number) ?? [])
    const fix = its.flatMap(({ number }) => signals.get(number) ?? [])
    const commands = feedback.filter(({ kind }) => kind === 'fixed-in')
    const ledger = fix.length + commands.length === 0 ? null : computeLedger({ signals: fix, commands, reports: its })
    const contents = summariseCluster({ reports: its, canonical, signatures, now, ...peopleSay(feedback) })
    clusters.push(toClusterFacts({ id, ...contents }, its, ledger))
    if (at % CLUSTERS_AT_ONCE === CLUSTERS_AT_ONCE - 1) await nextFreeTick()
  }
  const issues: IssueEntry[] = []
  for (const report of [...reports.values()]) {
    const { number } = report
    const facts = { decided: log.of(number), feedbackEvents: about.get(number) ?? [] }
    issues.push(toIssueEntry({ report, ...facts, cluster: clusterOf.get(number) ?? null }))
    if (issues.length % ISSUES_AT_ONCE === 0) await nextFreeTick()
  }
  issues.sort((a, b) => b.createdAt - a.createdAt || b.number - a.number)
  await nextFreeTick()
  const overview = {
    issues,
    byNumber: new Map(issues.map((it) => [it.number, it])),
    clusters: clusters.sort((a, b) => b.summary.count - a.summary.count || a.summary.id - b.summary.id),
    feedbackEvents,
    versions: versionsIn([...reports.values()]),
    precision: (pack: string) => feedbackOf(log.asserts(pack), feedbackEvents),
  }
  return { overview, matches: matches.length }
}

function pick(store: OverviewStore) {
  return {
    feedbackIn: store.feedbackIn.bind(store),
    assignClusters: store.assignClusters.bind(store),
  }
}

function peopleSay(feedbackEvents: readonly FeedbackEvent[]) {
  const outcomes = feedbackEvents.filter(({ kind }) => kind === 'worked' || kind === 'did-not-work')
  return { worked: remediesThatWorked(outcomes), signals: signalsIn(feedbackEvents) }
}

function versionsIn(reports: readonly IndexedReport[]): readonly FirstSeen[] {
  const seen = new Map<string, FirstSeen>()
  for (const { createdAt, digest } of reports) {
    const { version } = digest.environment
    if (version === null) continue
    const before = seen.get(version)
    seen.set(version, { version, at: Math.min(before?.at ?? createdAt, createdAt), count: (before?.count ?? 0) + 1 })
  }
  return [...seen.values()].sort((a, b) => a.at - b.at || compareVersions(a.version, b.version))
}
