/** The matching step of the pipeline: finds earlier reports of the same cause. Writes nothing to GitHub. */

import type { GitHub } from '../../adapters/github/github.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { RelatedReports } from '../../core/comments/duplicates-section.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import type { ClusterContents } from '../../core/duplicates/cluster-summary.ts'
import type { ReportDigest } from '../../core/duplicates/digest.ts'
import { type DuplicateLink, mayBeLinked } from '../../core/duplicates/link.ts'
import type { IssueRef, KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import type { RepositorySettings } from '../../core/settings/repository-settings.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import { describeClusterOf } from './cluster-questions.ts'
import type { IndexCache } from './index-cache.ts'
import { findDuplicateLinks, matchReport } from './match-report.ts'
import { neighboursOf } from './neighbours.ts'
import { type IssueFacts, toIndexedReport, toStoredReport } from './stored-report.ts'

export interface Diagnosed {
  readonly diagnosis: Pick<Diagnosis, 'decision'>
  readonly digest: ReportDigest
  readonly facts: IssueFacts
  readonly settings: Pick<RepositorySettings, 'duplicates'>
  /** Whether a command asked for other reports. */
  readonly isAsked?: boolean
}

export interface MatchingDeps {
  readonly github: Pick<GitHub, 'readIssue' | 'readRepository'>
  readonly store: Store
  /** If absent, no reports are stored or searched. */
  readonly indexes?: IndexCache
  /** A discussion is compared with the reports before it, but it is no report itself; false if absent. */
  readonly isDiscussion?: boolean
  /** For the titles of clusters. */
  readonly pack: Pick<Pack, 'signatures'>
  /** URL of GitHub's website, for links; defaults to `https://github.com`. */
  readonly site?: string
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/** @returns links only if the diagnosis asserts a cause or a command asked for links: a silent bot links to nothing */
export async function matchIssue(ref: IssueRef, diagnosed: Diagnosed, deps: MatchingDeps): Promise<RelatedReports> {
  const { diagnosis, digest, facts, settings, isAsked = false } = diagnosed
  const { github, store, indexes, site, isDiscussion = false } = deps
  const repository = { owner: ref.owner, repo: ref.repo, site }
  const { enabled, links: most, 'canonical-comment': updatesCanonical } = settings.duplicates
  if (!enabled || indexes === undefined) return { repository, links: [] }
  const report = toStoredReport(ref.number, facts, digest)
  const search = { store, indexes }
  const found = isDiscussion
    ? await findDuplicateLinks(ref, toIndexedReport(report), search)
    : await matchReport(ref, report, search)
  const isAsserted = diagnosis.decision === 'assert'
  const links =
    isAsserted || isAsked
      ? await confirmLinks(ref, found, { github, store, most: Math.max(most, isAsked ? 1 : 0) })
      : []
  const cluster = updatesCanonical || isAsked ? await clusterAt(ref, deps) : null
  return {
    repository,
    links: isAsserted ? links.slice(0, most) : [],
    ...(isAsked && { asked: { links, cluster } }),
    ...(updatesCanonical && canonicalUpdate(ref, cluster)),
  }
}

/**
 * Everyone who can read the issue can read the comment, so reports in other repositories count only if those
 * repositories are public.
 */
async function clusterAt(ref: IssueRef, { github, store, pack, clock }: MatchingDeps): Promise<ClusterContents | null> {
  const mayShow = async (repository: KnownRepository) => {
    const seen = await github.readRepository(repository)
    return seen?.id === repository.id && seen.isPublic
  }
  const neighbours = await neighboursOf(ref, { store, mayShow })
  return describeClusterOf(ref, { store, now: clock(), neighbours, signatures: pack.signatures })
}

/**
 * Decides whether this report or an earlier canonical report shows the cluster. Neither does if the cause is unknown,
 * because the bot is silent then.
 */
function canonicalUpdate(
  { number }: IssueRef,
  cluster: ClusterContents | null,
): Pick<RelatedReports, 'ownCluster' | 'canonical'> {
  if (cluster === null || cluster.signature === null || cluster.count < 2 || !cluster.canonical.open) return {}
  const { canonical, count } = cluster
  return canonical.number === number ? { ownCluster: cluster } : { canonical: { number: canonical.number, count } }
}

/**
 * Issues are read again before they are linked, because they may have been deleted, moved or closed since they were
 * stored.
 */
interface ConfirmOptions {
  readonly github: Pick<GitHub, 'readIssue'>
  readonly store: Pick<Store, 'forgetIssue'>
  /** Maximum number of links. */
  readonly most: number
}

/**
 * Deletes the stored reports of issues that no longer exist on GitHub.
 * @returns the first links that are still valid
 */
async function confirmLinks(
  { owner, repo }: RepositoryRef,
  links: readonly DuplicateLink[],
  { github, store, most }: ConfirmOptions,
): Promise<readonly DuplicateLink[]> {
  const confirmed: DuplicateLink[] = []
  for (const link of links) {
    if (confirmed.length >= most) break
    const ref = { owner, repo, number: link.number }
    const issue = await github.readIssue(ref)
    if (typeof issue === 'string') await store.forgetIssue(ref)
    else if (mayBeLinked(issue)) confirmed.push({ ...link, fixedAt: issue.open ? null : issue.closedAt })
  }
  return confirmed
}
