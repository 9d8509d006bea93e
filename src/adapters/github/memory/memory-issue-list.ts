/** The issue list of the in-memory GitHub, with numbered pages like GitHub's for a small repository. */
import { repositoryName } from '../../../core/issue-ref.ts'
import type { IssueList, ListedIssue, PageRequest } from '../issue-list.ts'
import type { MemoryIssue, MemoryState } from './memory-state.ts'

/** @param perPage number of issues per page. Default: GitHub's page size */
export function createMemoryIssueList(state: MemoryState, perPage = 100): IssueList {
  return {
    async listIssues(request) {
      const found = issuesOf(state, request)
      const page = Number(new URLSearchParams(request.cursor ?? '').get('page') ?? 1)
      const issues = found.slice((page - 1) * perPage, page * perPage)
      const version = `"${issues.map(({ number, updatedAt }) => `${number}@${updatedAt}`).join()}"`
      if (request.known === version) return 'unchanged'
      return { issues, next: page * perPage < found.length ? `page=${page + 1}` : null, version }
    },
  }
}

function issuesOf({ issues }: MemoryState, { repository, changedSince }: PageRequest): readonly ListedIssue[] {
  const prefix = `${repositoryName(repository)}#`
  return [...issues]
    .filter(([key, issue]) => key.startsWith(prefix) && issue.gone === null && issue.updatedAt >= (changedSince ?? 0))
    .map(([key, issue]) => toListed(issue, Number(key.slice(prefix.length))))
    .sort((a, b) => b.createdAt - a.createdAt || b.number - a.number)
}

function toListed({ gone: _, events: __, comments, marks: ____, ...issue }: MemoryIssue, number: number): ListedIssue {
  const byBot = issue.author.endsWith('[bot]')
  return { ...issue, labels: [...issue.labels], number, byBot, commentCount: comments.length }
}
