/** Collects what is shown about one cluster. */

import { shippedPack } from '../../adapters/config/shipped-pack.ts'
import { fixOf } from '../../app/fixes/cluster-fix.ts'
import { offeredPatch } from '../../app/fixes/offered-patch.ts'
import { listClusterLinks } from '../../app/matching/cluster-links.ts'
import { findClustersElsewhere } from '../../app/matching/neighbours.ts'
import { toIndexedReport } from '../../app/matching/stored-report.ts'
import type { Overview } from '../../app/overview/overview.ts'
import { compareVersions } from '../../core/diagnosis/fix.ts'
import { ABOUT_TWO, type FeedbackEvent, pairEvents } from '../../core/feedback/feedback-event.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { alignLines } from '../../core/overview/aligned-lines.ts'
import { type ClusterFacts, growthAt } from '../../core/overview/cluster-facts.ts'
import { countRemedyOutcomes } from '../../core/overview/remedy-outcomes.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { VersionMark } from './drawings/time-chart.ts'
import type { RepositoryView } from './open-repository.ts'
import type { ClusterData, PairStatement } from './pages/cluster-data.ts'

/** Reports whose lines are compared, the newest; and the number of lines shown. */
const MAX_COMPARED = 60
const MAX_LINES = 5
const MAX_MARKS = 6

export interface ClusterViewDeps {
  readonly pack: Pack
  /** Path of the folder that the pack was read from; the shipped one if omitted. */
  readonly packFolder?: string | undefined
  readonly site: string
  readonly now: number
  /** Release dates by version, from GitHub; empty if unknown. */
  readonly releases: ReadonlyMap<string, number>
}

export async function viewCluster(
  repository: RepositoryRef,
  cluster: ClusterFacts,
  opened: Pick<RepositoryView, 'store' | 'neighbours'> & { readonly overview: Overview },
  { pack, packFolder = shippedPack(), site, now, releases }: ClusterViewDeps,
): Promise<ClusterData> {
  const { store, overview } = opened
  const { members, summary, times } = cluster
  const stored = await store.reportsNumbered(repository, members.slice(-MAX_COMPARED))
  const reports = stored.map(toIndexedReport).map(({ number, digest }) => ({ number, lines: digest.lines }))
  const inCluster = new Set(members)
  const onMembers = overview.feedbackEvents.filter(({ ref }) => inCluster.has(ref.number))
  const fix = await fixOf({ ...repository, number: summary.canonical.number }, store)
  const neighbours = summary.signature === null ? [] : await opened.neighbours()
  return {
    repository,
    cluster,
    members: members.flatMap((number) => overview.byNumber.get(number) ?? []),
    links: await listClusterLinks(repository, members, store),
    lines: alignLines(reports, MAX_LINES),
    outcomes: countRemedyOutcomes(onMembers),
    statements: statementsAbout(inCluster, overview.feedbackEvents),
    fix: fix?.ledger ?? null,
    fixPatch: fix === null ? null : await offeredPatch(repository, fix, { pack, packFolder, site }),
    marks: marksOf(cluster, overview, releases),
    elsewhere: findClustersElsewhere(summary, neighbours),
    signatureTitle: (summary.signature && pack.signatures.get(summary.signature)?.title) || null,
    growth: growthAt(times, now),
    site,
    now,
  }
}

/** What people with a role said about pairs of which at least one report is in the cluster; the latest first. */
function statementsAbout(members: ReadonlySet<number>, all: readonly FeedbackEvent[]): readonly PairStatement[] {
  const kinds: readonly string[] = [...ABOUT_TWO, 'canonical']
  const about = all.filter(
    ({ kind, rights, ref, other }) =>
      kinds.includes(kind) && rights !== 'anyone' && (members.has(ref.number) || members.has(other?.number ?? 0)),
  )
  const inForce = new Set([...pairEvents(about), about.findLast(({ kind }) => kind === 'canonical')])
  return about.map((event) => ({ event, isInForce: inForce.has(event) })).toReversed()
}

/** The versions that matter for the cluster: the one with which it began, then those with most reports. */
function marksOf(
  { summary, began }: ClusterFacts,
  { versions }: Overview,
  releases: ReadonlyMap<string, number>,
): readonly VersionMark[] {
  const wanted = [
    ...new Set([...(began === null ? [] : [began]), ...summary.versions.map(({ value }) => value)]),
  ].slice(0, MAX_MARKS)
  const seen = new Map(versions.map(({ version, at }) => [version, at]))
  return wanted
    .flatMap((version) => {
      const released = releases.get(version)
      const at = released ?? seen.get(version)
      return at === undefined ? [] : [{ version, at, isRelease: released !== undefined }]
    })
    .sort((a, b) => a.at - b.at || compareVersions(a.version, b.version))
}
