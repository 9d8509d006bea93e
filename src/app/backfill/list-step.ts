/** Reads one page of GitHub's issue list and stores its issues as reports. */

import type { IssueList, IssuePage, ListedIssue } from '../../adapters/github/issue-list.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { StoredReport } from '../../adapters/store/stored-reports.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { RepositoryRules } from '../../core/settings/rules.ts'
import { type Analysis, isUnreadable } from '../analysis/analysis.ts'
import { givenRules } from '../analysis/job-context.ts'
import { toStoredReport } from '../matching/stored-report.ts'
import type { BackfillProgress } from './progress.ts'

interface ListDeps {
  readonly github: IssueList
  readonly store: Pick<Store, 'keepReports' | 'reportsNumbered'>
  readonly rules: RepositoryRules
  readonly analysis: Analysis
}

export async function listStep(
  repository: RepositoryRef,
  before: BackfillProgress,
  deps: ListDeps,
): Promise<BackfillProgress | 'absent'> {
  const { changedSince, cursor, version } = before
  const known = cursor === null ? version : null
  const page = await deps.github.listIssues({ repository, changedSince, cursor, known })
  if (page === 'absent') return 'absent'
  if (page === 'unchanged') return { ...before, phase: 'done' }
  const reports = reportsOf(page, before)
  await deps.store.keepReports(repository, await toKept(repository, reports, deps))
  return afterPage(before, page, before.read + reports.length)
}

/** Returns the issues that people opened, within the limits. */
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
 * A report that is already stored gets the current facts but keeps its digest. The digest was made when the issue was
 * triaged, and covers more than the list contains, such as the reporter's comments and attachments.
 */
async function toKept(
  repository: RepositoryRef,
  issues: readonly ListedIssue[],
  { store, ...reading }: ListDeps,
): Promise<readonly StoredReport[]> {
  const numbers = issues.map(({ number }) => number)
  const known = new Map((await store.reportsNumbered(repository, numbers)).map((it) => [it.number, it]))
  const changed: StoredReport[] = []
  for (const issue of issues) {
    const before = known.get(issue.number)
    if (before === undefined) {
      changed.push(...(await digestIssue(issue, reading)))
    } else if (issue.updatedAt > before.updatedAt) changed.push({ ...before, ...factsOf(issue) })
  }
  return changed
}

/** @returns an empty list if the issue exceeds the limits; it is not matched, and the backfill continues */
async function digestIssue(
  issue: ListedIssue,
  { rules, analysis }: Pick<ListDeps, 'rules' | 'analysis'>,
): Promise<readonly StoredReport[]> {
  const { number, title, body } = issue
  try {
    const raw = { title, body, attachments: [] }
    return [toStoredReport(number, issue, await analysis.run('digest', { issue: raw, rules: givenRules(rules) }))]
  } catch (error) {
    if (isUnreadable(error)) return []
    throw error
  }
}

function factsOf({ open, author, createdAt, updatedAt, closedAt, closedAs, reactions }: ListedIssue) {
  return { open, author, createdAt, updatedAt, closedAt, closedAs, reactions }
}
