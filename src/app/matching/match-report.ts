/**
 * Stores a report, finds earlier reports of the same cause, stores the matches, and returns the links to show. The
 * scoring is pure. Writes nothing to GitHub.
 */

import type { Store } from '../../adapters/store/store.ts'
import type { StoredReport } from '../../adapters/store/stored-reports.ts'
import type { IndexedReport } from '../../core/duplicates/digest.ts'
import { findMatches, type Match, olderThan } from '../../core/duplicates/find-matches.ts'
import { type DuplicateLink, evidenceOfLink, mayBeLinked } from '../../core/duplicates/link.ts'
import { reasonsOf } from '../../core/duplicates/link-reasons.ts'
import { weighFeatures } from '../../core/duplicates/probability.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { clustersNear, type NearbyClusters, type NearbyStore } from './clusters-of.ts'
import type { IndexCache } from './index-cache.ts'
import { toIndexedReport } from './stored-report.ts'

export interface MatchDeps {
  readonly store: Store
  readonly indexes: IndexCache
}

/** Maximum number of accepted matches that are stored for one report. Each of them joins the report to a cluster. */
const MAX_MATCHES = 10

/**
 * @returns links to earlier reports, the most probable first, each to the canonical report of a different cluster;
 *   never to a report that feedback keeps apart from this one
 */
export async function matchReport(
  ref: IssueRef,
  kept: StoredReport,
  { store, indexes }: MatchDeps,
): Promise<readonly DuplicateLink[]> {
  await store.keepReports(ref, [kept])
  const report = toIndexedReport(kept)
  const accepted = await rememberMatches(ref, report, { store, indexes })
  return accepted.length === 0 ? [] : await linksFor(ref, report, { accepted, store })
}

/** Everything that a search needs. */
export interface SearchedReports {
  readonly store: Pick<Store, 'reportsNumbered' | 'issuesNumbered'> & NearbyStore
  readonly indexes: IndexCache
}

/** Finds the links that a report would get, whether or not it is stored. Stores nothing. */
export async function findDuplicateLinks(
  ref: IssueRef,
  report: IndexedReport,
  { store, indexes }: SearchedReports,
): Promise<readonly DuplicateLink[]> {
  const found = findMatches(await indexes.indexOf(ref), report, { wanted: olderThan(report), most: MAX_MATCHES })
  const accepted = found.filter((match) => match.accepted)
  return accepted.length === 0 ? [] : await linksFor(ref, report, { accepted, store })
}

/** Finds and stores the matches between a stored report and earlier reports. */
export async function rememberMatches(
  ref: IssueRef,
  report: IndexedReport,
  { store, indexes }: MatchDeps,
): Promise<readonly Match[]> {
  const index = await indexes.indexOf(ref)
  const matches = findMatches(index, report, { wanted: olderThan(report), most: MAX_MATCHES })
  const accepted = matches.filter((match) => match.accepted)
  const others = await reportsByNumber(
    ref,
    accepted.map(({ number }) => number),
    store,
  )
  const rows = accepted.flatMap((match) => {
    const other = others.get(match.number)
    if (other === undefined) return []
    const { number, probability } = match
    return [{ other: number, probability, reasons: reasonsOf(report, other, match) }]
  })
  await store.keepMatches(ref, rows)
  return accepted.filter(({ number }) => others.has(number))
}

async function reportsByNumber(
  ref: IssueRef,
  numbers: readonly number[],
  store: Pick<Store, 'reportsNumbered'>,
): Promise<ReadonlyMap<number, IndexedReport>> {
  const rows = await store.reportsNumbered(ref, numbers)
  return new Map(rows.map((row) => [row.number, toIndexedReport(row)]))
}

interface AcceptedMatches {
  readonly accepted: readonly Match[]
  readonly store: SearchedReports['store']
}

/** A cluster may have thousands of members, so only the reports that a link names are read with their digests. */
async function linksFor(
  ref: IssueRef,
  report: IndexedReport,
  { accepted, store }: AcceptedMatches,
): Promise<readonly DuplicateLink[]> {
  const clusters = await clustersNear(ref, [report.number, ...accepted.map(({ number }) => number)], store)
  const isHeldApart = (number: number) => holdsApart(clusters, report.number, number)
  const byCluster = Map.groupBy(
    accepted.filter(({ number }) => !isHeldApart(number)),
    ({ number }) => clusters.of(number) ?? number,
  )
  const chosen = new Map<number, Match>()
  for (const [cluster, matches] of byCluster) {
    const numbers = typeof cluster === 'number' ? [cluster] : cluster
    const members = await store.issuesNumbered(ref, numbers)
    const match = matches.find((it) => members.some(({ number }) => number === it.number))
    const canonical = clusters.canonical(members.filter((it) => olderThan(report)(it) && !isHeldApart(it.number)))
    if (match !== undefined && canonical !== undefined && mayBeLinked(canonical)) chosen.set(canonical.number, match)
  }
  const named = await reportsByNumber(
    ref,
    [...chosen].flatMap(([canonical, { number }]) => [canonical, number]),
    store,
  )
  return [...chosen].flatMap(([number, match]) => {
    const [canonical, there] = [named.get(number), named.get(match.number)]
    return canonical === undefined || there === undefined ? [] : [toLink(report, { canonical, there, match })]
  })
}

function holdsApart({ pairs }: NearbyClusters, a: number, b: number): boolean {
  return pairs.some((it) => it.kind === 'not-same' && ((it.a === a && it.b === b) || (it.a === b && it.b === a)))
}

function hasOtherProduct({ digest: { environment: a } }: IndexedReport, { digest: { environment: b } }: IndexedReport) {
  return a.product !== null && b.product !== null && a.product !== b.product
}

interface Reason {
  readonly canonical: IndexedReport
  /** The matched report; often the canonical report itself. */
  readonly there: IndexedReport
  readonly match: Match
}

function toLink(here: IndexedReport, { canonical, there, match }: Reason): DuplicateLink {
  const { number, digest, open, closedAt } = canonical
  return {
    number,
    title: digest.title,
    fixedAt: open ? null : (closedAt ?? canonical.createdAt),
    probability: match.probability,
    version: hasOtherProduct(here, canonical) ? null : digest.environment.version,
    ...evidenceOfLink(here, { canonical, there, match }),
    features: weighFeatures(match.features, match.kind),
  }
}
