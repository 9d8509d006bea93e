/** The step of the corridor that looks for earlier reports of the same cause. Nothing is written to GitHub. */
import type { RelatedReports } from '../comments/duplicates-section.ts'
import type { RepositorySettings } from '../config/repository-settings.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { digestReport } from '../duplicates/digest.ts'
import type { GitHub } from '../github/github.ts'
import type { IssueRef } from '../issue-ref.ts'
import type { Report } from '../report/report.ts'
import type { Store } from '../store/store.ts'
import { confirmLinks } from './confirm-links.ts'
import type { IndexKeeper } from './index-keeper.ts'
import { type IssueFacts, toKeptReport } from './kept-report.ts'
import { matchReport } from './match-report.ts'

export interface Diagnosed {
  readonly report: Report
  readonly diagnosis: Diagnosis
  readonly facts: IssueFacts
  readonly settings: Pick<RepositorySettings, 'duplicates'>
}

export interface MatchingWorld {
  readonly github: Pick<GitHub, 'readIssue'>
  readonly store: Store
  /** Nothing is kept and nothing looked for when left out. */
  readonly indexes?: IndexKeeper
}

/** @returns links only for a report whose cause is named: where the bot has nothing to say, it has no links either */
export async function matchIssue(
  ref: IssueRef,
  { report, diagnosis, facts, settings }: Diagnosed,
  { github, store, indexes }: MatchingWorld,
): Promise<RelatedReports> {
  const { enabled, links: most } = settings.duplicates
  const nothing = { repository: ref, links: [] }
  if (!enabled || indexes === undefined) return nothing
  const kept = toKeptReport(ref.number, facts, digestReport(report, diagnosis))
  const links = await matchReport(ref, kept, { store, indexes })
  if (diagnosis.decision !== 'assert') return nothing
  return { repository: ref, links: await confirmLinks(ref, links, { github, store, most }) }
}
