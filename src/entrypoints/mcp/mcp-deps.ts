import type { Analysis } from '../../app/analysis/analysis.ts'
import type { ClusterQuestionDeps } from '../../app/matching/cluster-questions.ts'
import type { SearchedReports } from '../../app/matching/match-report.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { ReadLogFile } from './log-files.ts'

/** What the tools work with. */
export interface McpDeps {
  readonly pack: Pack
  /** Reads what strangers wrote. */
  readonly analysis: Analysis
  /** Version of this program. */
  readonly version: string
  /** Reads a log of the machine that the server runs on; left out where that is not the caller's own. */
  readonly readLogFile?: ReadLogFile
  /** Address of GitHub as people see it, for links; `https://github.com` unless told. */
  readonly site?: string
  /** Opens the reports of a repository; left out where none are kept. */
  readonly reports?: OpenReports
}

/** Null where there is nothing, and where there is something that is not for who asks. */
export type OpenReports = (repository: RepositoryRef) => Promise<ReportsOfRepository | null>

export interface ReportsOfRepository {
  readonly questions: ClusterQuestionDeps
  readonly matching: SearchedReports
}
