/** Reads threads through the REST API. */
import { isMaintainerAssociation } from '../../../core/rehearsal/maintainer-association.ts'
import type { ThreadReader } from '../thread-reader.ts'
import type { Calls } from './octokit-calls.ts'
import { listAllComments } from './octokit-comments.ts'

export function createOctokitThreads(calls: Pick<Calls, 'octokit' | 'read'>): ThreadReader {
  return {
    async listThread(ref) {
      const comments = await listAllComments(calls, ref)
      return comments.map(({ body, user, author_association: association }) => ({
        author: user?.login ?? 'ghost',
        isMaintainer: isMaintainerAssociation(association),
        isBot: user?.type === 'Bot',
        body: body ?? '',
      }))
    },
  }
}
