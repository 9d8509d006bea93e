/** Lists an issue's comments: https://docs.github.com/en/rest/issues/comments#list-issue-comments */
import { formatRef, type IssueRef } from '../../../core/issue-ref.ts'
import type { Calls } from './octokit-calls.ts'
import { PER_PAGE, readBothEnds } from './octokit-pages.ts'

/** @returns the comments as GitHub sends them, the oldest and the newest ones of a long thread */
export function listAllComments({ octokit, read }: Pick<Calls, 'octokit' | 'read'>, ref: IssueRef) {
  const { owner, repo, number } = ref
  return readBothEnds((page) =>
    read(`to list the comments on ${formatRef(ref)}`, () =>
      octokit.rest.issues.listComments({
        owner,
        repo,
        issue_number: number,
        per_page: PER_PAGE,
        ...(page > 1 && { page }),
      }),
    ),
  )
}
