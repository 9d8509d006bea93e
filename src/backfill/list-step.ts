/** One page of GitHub's list of issues, kept as reports. */
import { setImmediate as breathe } from 'node:timers/promises'
import type { Rules } from '../config/rules.ts'
import { diagnose } from '../diagnosis/diagnose.ts'
import { digestReport } from '../duplicates/digest.ts'
import type { IssueList, IssuePage, ListedIssue } from '../github/issue-list.ts'
import type { RepositoryRef } from '../issue-ref.ts'
import { toKeptReport } from '../matching/kept-report.ts'
import { readReport } from '../report/read-report.ts'
import type { KeptReport } from '../store/kept-reports.ts'
import type { Store } from '../store/store.ts'
import type { BackfillProgress } from './progress.ts'

interface ListWorld {
  readonly github: IssueList
  readonly store: Pick<Store, 'keepReports' | 'reportsNumbered'>
  readonly rules: Rules
}

export async function listStep(
  repository: RepositoryRef,
  before: BackfillProgress,
  world: ListWorld,
): Promise<BackfillProgress | 'absent'> {
  const { changedSince, cursor, version } = before
  const known = cursor === null ? version : null
  const page = await world.github.listIssues({ repository, changedSince, cursor, known })
  if (page === 'absent') return 'absent'
  if (page === 'unchanged') return { ...before, phase: 'done' }
  const reports = reportsOf(page, before)
  await world.store.keepReports(repository, await toKept(repository, reports, world))
  return afterPage(before, page, before.read + reports.length)
}

/** What people reported, within the limits. */
function reportsOf({ issues }: IssuePage, { limits, read }: BackfillProgress): readonly ListedIssue[] {
  return issues
    .filter(
      ({ isPullRequest, byBot, createdAt }) => !isPullRequest && !byBot && createdAt >= (limits.createdSince ?? 0),
    )
    .slice(0, limits.most - read)
}

function afterPage(before: BackfillProgress, { issues, next, version }: IssuePage, read: number): BackfillProgress {
  const { limits, newest, oldest, cursor } = before
  const isPast = issues.some(({ createdAt }) => createdAt < (limits.createdSince ?? 0))
  const isLast = next === null || isPast || read >= limits.most
  return {
    ...before,
    phase: isLast ? 'match' : 'list',
    cursor: next,
    version: cursor === null ? version : before.version,
    newest: newest ?? issues[0]?.number ?? null,
    oldest: issues.at(-1)?.number ?? oldest,
    read,
  }
}

/**
 * A report that is kept already gets what GitHub counts of it anew, and keeps its digest: that one was made when the
 * issue was triaged, of more than the list shows (comments of the reporter, attachments).
 */
async function toKept(
  repository: RepositoryRef,
  issues: readonly ListedIssue[],
  { store, rules }: ListWorld,
): Promise<readonly KeptReport[]> {
  const numbers = issues.map(({ number }) => number)
  const known = new Map((await store.reportsNumbered(repository, numbers)).map((it) => [it.number, it]))
  const kept: KeptReport[] = []
  for (const issue of issues) {
    const before = known.get(issue.number)
    if (before === undefined) {
      kept.push(digestIssue(issue, rules))
      // Whoever waits for an answer of this process goes first.
      await breathe()
    } else if (issue.updatedAt > before.updatedAt) kept.push({ ...before, ...factsOf(issue) })
  }
  return kept
}

function digestIssue(issue: ListedIssue, { pack, judgement, hints }: Rules): KeptReport {
  const report = readReport({ title: issue.title, body: issue.body, attachments: [] }, hints)
  return toKeptReport(issue.number, issue, digestReport(report, diagnose(report, pack, judgement)))
}

function factsOf({ open, author, createdAt, updatedAt, closedAt, closedAs, reactions }: ListedIssue) {
  return { open, author, createdAt, updatedAt, closedAt, closedAs, reactions }
}
