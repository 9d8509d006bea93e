/** The route of the page about one issue. */
import type { Hono } from 'hono'
import { type Analysis, isUnreadable } from '../../app/analysis/analysis.ts'
import type { ViewedIssue } from '../../app/analysis/issue-view.ts'
import { toIndexedReport } from '../../app/matching/stored-report.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { issuePage } from './pages/issue.ts'
import { addRepositoryPage, NUMBER_PATTERN, numberIn, type RepositoryPageDeps } from './repository-visit.ts'
import type { WebRepositories } from './web-deps.ts'

export function addIssuePage(app: Hono, deps: RepositoryPageDeps): void {
  addRepositoryPage(app, `/issues/:number${NUMBER_PATTERN}`, deps, async (opened, c) => {
    const { repository, store } = opened
    const { pack, site, clock, analysis, repositories } = deps
    const ref = { owner: repository.owner, repo: repository.repo, number: numberIn(c) }
    const [overview, decisions, feedbackEvents] = await Promise.all([
      opened.overview(),
      store.decisions(ref),
      store.feedbackOn(ref),
    ])
    const entry = overview.byNumber.get(ref.number) ?? null
    if (entry === null && decisions.length === 0) return null
    const [stored] = await store.reportsNumbered(repository, [ref.number])
    const data = {
      ref,
      entry,
      report: stored === undefined ? null : toIndexedReport(stored),
      decisions,
      feedbackEvents,
      cluster: overview.clusters.find(({ summary }) => summary.id === entry?.cluster) ?? null,
      matches: await store.matchesOf(repository, [ref.number]),
      titleOf: (number: number) => overview.byNumber.get(number)?.title ?? '',
      viewed: await viewNow(ref, repositories?.github, analysis),
      site,
      now: clock(),
    }
    return issuePage(data, pack)
  })
}

/** The page is still useful if GitHub does not answer or the text is too costly to read. */
async function viewNow(
  ref: IssueRef,
  github: WebRepositories['github'],
  analysis: Analysis,
): Promise<ViewedIssue | null> {
  const issue = await github?.readIssue(ref).catch(() => null)
  if (!issue) return null
  return analysis.run('viewed', { issue, rules: null }).catch((error: unknown) => {
    if (isUnreadable(error)) return null
    throw error
  })
}
