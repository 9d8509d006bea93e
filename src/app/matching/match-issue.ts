/** The step of the corridor that looks for earlier reports of the same cause. Nothing is written to GitHub. */

import type { GitHub } from '../../adapters/github/github.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { RelatedReports } from '../../core/comments/duplicates-section.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import type { ClusterAnswer } from '../../core/duplicates/cluster-summary.ts'
import type { ReportDigest } from '../../core/duplicates/digest.ts'
import type { IssueRef, KnownRepository } from '../../core/issue-ref.ts'
import type { RepositorySettings } from '../../core/settings/repository-settings.ts'
import { answerClusterOf } from './cluster-questions.ts'
import { confirmLinks } from './confirm-links.ts'
import type { IndexCache } from './index-keeper.ts'
import { type IssueFacts, toKeptReport } from './kept-report.ts'
import { matchReport } from './match-report.ts'
import { neighboursOf } from './neighbours.ts'

export interface Diagnosed {
  readonly diagnosis: Pick<Diagnosis, 'decision'>
  readonly digest: ReportDigest
  readonly facts: IssueFacts
  readonly settings: Pick<RepositorySettings, 'duplicates'>
  /** Whether somebody asks about other reports. */
  readonly isAsked?: boolean
}

export interface MatchingDeps {
  readonly github: Pick<GitHub, 'readIssue' | 'readRepository'>
  readonly store: Store
  /** Nothing is kept and nothing looked for when left out. */
  readonly indexes?: IndexCache
  /** Address of GitHub, for links; `https://github.com` unless told. */
  readonly site?: string
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/**
 * @returns links only for a report whose cause is named, or for who asks: where the bot has nothing to say, it has no
 *   links either
 */
export async function matchIssue(ref: IssueRef, diagnosed: Diagnosed, deps: MatchingDeps): Promise<RelatedReports> {
  const { diagnosis, digest, facts, settings, isAsked = false } = diagnosed
  const { github, store, indexes, site } = deps
  const repository = { owner: ref.owner, repo: ref.repo, site }
  const { enabled, links: most, 'canonical-comment': tellsCanonical } = settings.duplicates
  if (!enabled || indexes === undefined) return { repository, links: [] }
  const kept = toKeptReport(ref.number, facts, digest)
  const found = await matchReport(ref, kept, { store, indexes })
  const isNamed = diagnosis.decision === 'assert'
  const links =
    isNamed || isAsked ? await confirmLinks(ref, found, { github, store, most: Math.max(most, isAsked ? 1 : 0) }) : []
  const cluster = tellsCanonical || isAsked ? await clusterAt(ref, deps) : null
  return {
    repository,
    links: isNamed ? links.slice(0, most) : [],
    ...(isAsked && { asked: { links, cluster } }),
    ...(tellsCanonical && whoIsTold(ref, cluster)),
  }
}

/** A comment is read by whoever reads the issue: of other repositories it counts only what is public. */
async function clusterAt(ref: IssueRef, { github, store, clock }: MatchingDeps): Promise<ClusterAnswer | null> {
  const mayShow = async (repository: KnownRepository) => {
    const seen = await github.readRepository(repository)
    return seen?.id === repository.id && seen.isPublic
  }
  return answerClusterOf(ref, { store, now: clock(), neighbours: await neighboursOf(ref, { store, mayShow }) })
}

/** Only where a cause is known: about anything else the bot says nothing. */
function whoIsTold(
  { number }: IssueRef,
  cluster: ClusterAnswer | null,
): Pick<RelatedReports, 'ownCluster' | 'canonical'> {
  if (cluster === null || cluster.signature === null || cluster.count < 2 || !cluster.canonical.open) return {}
  const { canonical, count } = cluster
  return canonical.number === number ? { ownCluster: cluster } : { canonical: { number: canonical.number, count } }
}
