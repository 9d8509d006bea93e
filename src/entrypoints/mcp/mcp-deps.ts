import type { Analysis } from '../../app/analysis/analysis.ts'
import type { ClusterQuestionDeps } from '../../app/matching/cluster-questions.ts'
import type { SearchedReports } from '../../app/matching/match-report.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { ProbeResult } from '../../core/probe/probe.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { ReadLogFile } from './log-files.ts'

/** Dependencies of the MCP tools. */
export interface McpDeps {
  readonly pack: Pack
  /** Analyses untrusted text. */
  readonly analysis: Analysis
  /** Version of this program. */
  readonly version: string
  /** Reads a log on the machine that the server runs on; omitted if that is not the caller's own machine. */
  readonly readLogFile?: ReadLogFile
  /** Probes a server from the caller's own machine; omitted if the caller is elsewhere, who must not send requests from here. */
  readonly probe?: ProbeServer
  /** URL of the GitHub site, for links; `https://github.com` by default. */
  readonly site?: string
  /** Opens a repository's reports; omitted if no reports are stored. */
  readonly reports?: OpenReports
}

/** @throws TriageError('wrong-use') for a URL or a client that cannot be probed */
export type ProbeServer = (asked: { readonly url: string; readonly client: string | null }) => Promise<ProbeResult>

/** Returns null if the repository has no reports, and also if the caller may not see them. */
export type OpenReports = (repository: RepositoryRef) => Promise<ReportsOfRepository | null>

export interface ReportsOfRepository {
  readonly questions: ClusterQuestionDeps
  readonly matching: SearchedReports
}
