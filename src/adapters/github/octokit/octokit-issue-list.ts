/** Lists issues through the REST API: https://docs.github.com/en/rest/issues/issues#list-repository-issues */
import type { IssueList, IssuePage, ListedIssue, PageRequest } from '../issue-list.ts'
import { refusalStatus } from '../refusal.ts'
import type { Calls } from './octokit-calls.ts'
import { type IssueData, toIssue } from './octokit-issue.ts'

/** GitHub's maximum page size. */
const PER_PAGE = 100

/** @param calls an installation's or a person's calls */
export function createOctokitIssueList({ octokit, read }: Pick<Calls, 'octokit' | 'read'>): IssueList {
  return {
    async listIssues(request) {
      const { owner, repo } = request.repository
      try {
        const { data, headers } = await read(`to list the issues in ${owner}/${repo}`, () =>
          octokit.rest.issues.listForRepo(toParameters(request)),
        )
        return { issues: data.map(toListed), next: nextOf(headers.link), version: headers.etag ?? null }
      } catch (error) {
        const status = refusalStatus(error)
        if (status === 304) return 'unchanged'
        if (status === 404 || status === 410) return 'absent'
        throw error
      }
    },
  }
}

function toParameters({ repository: { owner, repo }, changedSince, cursor, known }: PageRequest) {
  return {
    owner,
    repo,
    state: 'all' as const,
    sort: 'created' as const,
    direction: 'desc' as const,
    per_page: PER_PAGE,
    ...(changedSince !== null && { since: new Date(changedSince).toISOString() }),
    ...(cursor !== null && Object.fromEntries(new URLSearchParams(cursor))),
    ...(known !== null && { headers: { 'if-none-match': known } }),
  }
}

function toListed(data: IssueData): ListedIssue {
  return { ...toIssue(data), number: data.number, byBot: data.user?.type === 'Bot', commentCount: data.comments }
}

/**
 * Follows GitHub's own `next` link: beyond 10,000 issues, GitHub rejects page numbers and requires `after`, which the
 * link then contains. Drops all other parameters in the link.
 */
function nextOf(link: string | undefined): IssuePage['next'] {
  const url = /<([^<>]{1,2000})>;\s*rel="next"/.exec(link ?? '')?.[1]
  if (url === undefined || !URL.canParse(url)) return null
  const { searchParams } = new URL(url)
  const parameters = new URLSearchParams([...searchParams].filter(([name]) => name === 'page' || name === 'after'))
  return parameters.size === 0 ? null : parameters.toString()
}
