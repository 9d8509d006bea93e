/** The issues that `rehearse` and `contract` read: from GitHub, or from a file that GitHub's command line exported. */
import { readReadingAccess } from '../../../adapters/config/environment.ts'
import { readPastIssues, withThreads } from '../../../app/past-issues.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { PastIssue } from '../../../core/rehearsal/past-issue.ts'
import { EXPORT_COMMAND, parsePastIssues } from '../../../core/rehearsal/printed-issues.ts'
import {
  type RehearsedIssue,
  rehearseIssue,
  summariseRehearsal,
  threadsToRead,
} from '../../../core/rehearsal/rehearse.ts'
import { plainRules } from '../../../core/settings/plain-rules.ts'
import type { Rules } from '../../../core/settings/rules.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { createStepProgress } from '../progress.ts'
import { openReadingGitHub } from '../reading-github.ts'

export interface IssueSource {
  /** Number of issues to read, newest first. */
  readonly last: number
  /** File with exported issues; `-` for standard input. If absent, the issues are read from GitHub. */
  readonly from?: string
}

export interface RehearsedRepository {
  readonly issues: readonly RehearsedIssue[]
  /** Names of the repository's labels; in a file, those that its issues have. */
  readonly labels: readonly string[]
  readonly rules: Rules
}

/** Without a token, GitHub allows 60 calls an hour. Lists and labels need up to a dozen. */
const MAX_THREADS_WITHOUT_TOKEN = 40
const MAX_THREADS = 1_000

export const FROM_HELP = `read the issues from a file that \`${EXPORT_COMMAND}\` wrote; - for standard input`

/**
 * Reads issues and diagnoses each. Reads the threads only of issues that the bot would have answered.
 * @throws TriageError('github-refused'), TriageError('malformed-report')
 */
export async function rehearseRepository(
  repository: RepositoryRef,
  { last, from }: IssueSource,
  io: Io,
): Promise<RehearsedRepository> {
  const rules = plainRules(await openPack())
  if (from !== undefined) {
    const issues = parsePastIssues(await io.read(from), from).slice(0, last)
    const labels = [...new Set(issues.flatMap((issue) => issue.labels))].sort()
    return { issues: rehearseAll(issues, rules), labels, rules }
  }
  const github = await openReadingGitHub(repository)
  const issues = await readPastIssues(repository, last, github)
  const labels = await github.listLabels(repository)
  const first = rehearseAll(issues, rules)
  const answered = threadsToRead(summariseRehearsal(first))
  const progress = createStepProgress('threads')
  const most = readReadingAccess().token === null ? MAX_THREADS_WITHOUT_TOKEN : MAX_THREADS
  const onRead = (done: number) => progress.report(done, answered.length)
  const read = await withThreads(
    answered.map(({ issue }) => issue),
    repository,
    { github, most, onRead },
  )
  progress.clear()
  const byNumber = new Map(rehearseAll(read, rules).map((it) => [it.issue.number, it]))
  return { issues: first.map((it) => byNumber.get(it.issue.number) ?? it), labels, rules }
}

function rehearseAll(issues: readonly PastIssue[], rules: Rules): readonly RehearsedIssue[] {
  const progress = createStepProgress('issues')
  const rehearsed = issues.map((issue, at) => {
    progress.report(at + 1, issues.length)
    return rehearseIssue(issue, rules)
  })
  progress.clear()
  return rehearsed
}
