/** The fix of one cluster, computed from what the store holds: the ledger, and the issue whose comment shows it. */
import type { Store } from '../../adapters/store/store.ts'
import type { IndexedReport } from '../../core/duplicates/digest.ts'
import type { FeedbackEvent } from '../../core/feedback/feedback-event.ts'
import type { FixSignal } from '../../core/fixes/fix-signal.ts'
import { computeLedger, type FixLedger } from '../../core/fixes/ledger.ts'
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'
import {
  type ClusterStore,
  clustersNear,
  clustersOf,
  type NearbyClusters,
  type NearbyStore,
} from '../matching/clusters-of.ts'
import { toSummarisedReport } from '../matching/stored-report.ts'

export type FixStore = Pick<Store, 'fixSignalsIn' | 'feedbackIn' | 'summariesNumbered'>

export interface ClusterFix {
  /** Null if a maintainer withdrew the claim. */
  readonly ledger: FixLedger | null
  /** The cluster's reports as lists show them; only one if the report has no cluster. */
  readonly reports: readonly IndexedReport[]
  /** Number of the issue in whose comment the reporters are asked: the one that already asks, or else the canonical one. */
  readonly place: number
  /** Whether that comment already asks. */
  readonly isAsked: boolean
  /** The signature that is asserted most often in the cluster; null if none is. */
  readonly signature: string | null
}

/** @returns null if nobody ever claimed a fix for the report's cluster */
export async function fixOf(ref: IssueRef, store: FixStore & NearbyStore): Promise<ClusterFix | null> {
  const known = await readKnown(ref, store)
  if (known === null) return null
  const clusters = await clustersNear(ref, [ref.number], store)
  return toFix(clusters.of(ref.number) ?? [ref.number], { ref, clusters, known, store })
}

export interface NumberedFix {
  /** The cluster's id; null for a report without a cluster. */
  readonly cluster: number | null
  readonly fix: ClusterFix & { readonly ledger: FixLedger }
}

/** Returns every claimed fix in a repository, the latest claim first. */
export async function listFixes(
  repository: RepositoryRef,
  store: FixStore & ClusterStore,
): Promise<readonly NumberedFix[]> {
  const known = await readKnown(repository, store)
  if (known === null) return []
  const clusters = await clustersOf(repository, store)
  const idOf = new Map(clusters.list.flatMap(({ id, members }) => members.map((number) => [number, id] as const)))
  const claimed = new Set([...known.signals.map((it) => it.number), ...known.commands.map(({ ref }) => ref.number)])
  const groups = Map.groupBy(claimed, (number) => clusters.of(number)?.[0] ?? number)
  const found: NumberedFix[] = []
  for (const [first, [number = first]] of groups) {
    const fix = await toFix(clusters.of(number) ?? [number], { ref: repository, clusters, known, store })
    if (fix?.ledger) found.push({ cluster: idOf.get(number) ?? null, fix: { ...fix, ledger: fix.ledger } })
  }
  return found.sort((a, b) => b.fix.ledger.claim.at - a.fix.ledger.claim.at)
}

interface Known {
  readonly signals: readonly FixSignal[]
  readonly commands: readonly FeedbackEvent[]
}

async function readKnown(ref: RepositoryRef, store: FixStore): Promise<Known | null> {
  const [signals, commands] = await Promise.all([store.fixSignalsIn(ref), store.feedbackIn(ref, ['fixed-in'])])
  return signals.length + commands.length === 0 ? null : { signals, commands }
}

interface FixContext {
  readonly ref: RepositoryRef
  readonly clusters: Pick<NearbyClusters, 'canonical'>
  readonly known: Known
  readonly store: FixStore
}

async function toFix(
  members: readonly number[],
  { ref, clusters, known, store }: FixContext,
): Promise<ClusterFix | null> {
  const inCluster = new Set(members)
  const signals = known.signals.filter(({ number }) => inCluster.has(number))
  const commands = known.commands.filter((it) => inCluster.has(it.ref.number))
  if (signals.length + commands.length === 0) return null
  const reports = (await store.summariesNumbered(ref, members)).map(toSummarisedReport)
  const asked = signals.find(({ kind }) => kind === 'asked')
  const canonical = clusters.canonical(reports.map(asIfUnfixed))
  return {
    ledger: computeLedger({ signals, commands, reports }),
    reports,
    place: asked?.number ?? canonical?.number ?? (members[0] as number),
    isAsked: asked !== undefined,
    signature: causeOf(reports),
  }
}

/** The fix closes the canonical report, which must not make another report the canonical one. */
export function asIfUnfixed(report: IndexedReport): IndexedReport {
  return report.closedAs === 'duplicate' ? report : { ...report, open: true }
}

/** Whether the reports are a cluster, or one report whose cause is known. */
export function isWorthAsking(reports: readonly IndexedReport[]): boolean {
  return reports.length > 1 || reports.some(({ digest }) => digest.cause?.asserted === true)
}

function causeOf(reports: readonly IndexedReport[]): string | null {
  const asserted = reports.flatMap(({ digest: { cause } }) => (cause?.asserted ? [cause.signature] : []))
  const counts = [...Map.groupBy(asserted, (it) => it)].sort(
    ([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1),
  )
  return counts[0]?.[0] ?? null
}
