/** Reads an issue's comments. Makes only a few calls, however long the thread is. */
import { hasMarker } from '../../core/comments/marker.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { OwnComment } from '../../core/plan/plan.ts'
import { findOwnComments } from './apply-plan.ts'
import type { GitHub, IssueComment } from './github.ts'

type CommentReader = Pick<GitHub, 'listComments' | 'readComment'>

/**
 * Returns the comments at both ends of the thread, and our own comment, wherever it is.
 * @param storedId id of the last comment that we wrote on the issue; null if there is none
 * @returns oldest first
 * @throws TriageError('github-refused')
 */
export async function readThread(
  ref: IssueRef,
  github: CommentReader,
  storedId: number | null,
): Promise<readonly IssueComment[]> {
  const comments = await github.listComments(ref)
  if (storedId === null || comments.some(({ id }) => id === storedId)) return comments
  const own = await github.readComment(ref, storedId)
  return own === null ? comments : [...comments, own].sort((a, b) => a.createdAt - b.createdAt || a.id - b.id)
}

/**
 * Returns our active comment: the stored one, or else one at either end of the thread.
 * @returns null if there is none
 * @throws TriageError('github-refused')
 */
export async function readOwnComment(
  ref: IssueRef,
  github: CommentReader,
  storedId: number | null,
): Promise<OwnComment | null> {
  const known = storedId === null ? null : await github.readComment(ref, storedId)
  const [own] = findOwnComments(known === null ? [] : [known], hasMarker)
  return own ?? findOwnComments(await github.listComments(ref), hasMarker)[0] ?? null
}
