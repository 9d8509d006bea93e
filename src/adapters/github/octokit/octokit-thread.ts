/** Reads threads through the REST API: https://docs.github.com/en/rest/issues/comments#list-issue-comments */
import { formatRef } from '../../../core/issue-ref.ts'
import { isMaintainerAssociation } from '../../../core/rehearsal/maintainer-association.ts'
import type { ThreadReader } from '../thread-reader.ts'
import type { Calls } from './octokit-calls.ts'
import { PER_PAGE, readBothEnds } from './octokit-pages.ts'

export function createOctokitThreads({ octokit, read }: Pick<Calls, 'octokit' | 'read'>): ThreadReader {
  return {
    async listThread(ref) {
      const { owner, repo, number } = ref
      const comments = await readBothEnds((page) =>
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
      return comments.map(({ body, user, author_association: association }) => ({
        author: user?.login ?? 'ghost',
        isMaintainer: isMaintainerAssociation(association),
        isBot: user?.type === 'Bot',
        body: body ?? '',
      }))
    },
  }
}
