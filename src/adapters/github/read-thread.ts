/** What stands below an issue, as much of it as is ever read: the same few calls however long the thread is. */
import { hasMarker } from '../../core/comments/marker.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { OwnComment } from '../../core/plan/plan.ts'
import { findOwnComments } from './apply-plan.ts'
import type { GitHub, IssueComment } from './github.ts'

type Reading = Pick<GitHub, 'listComments' | 'readComment'>

/**
 * The comments at both ends of the thread, and our own wherever it stands.
 * @param remembered id of the comment that we last wrote there; null when we never did
 * @returns oldest first
 * @throws TriageError('github-refused')
 */
export async function readThread(
  ref: IssueRef,
  github: Reading,
  remembered: number | null,
): Promise<readonly IssueComment[]> {
  const comments = await github.listComments(ref)
  if (remembered === null || comments.some(({ id }) => id === remembered)) return comments
  const own = await github.readComment(ref, remembered)
  return own === null ? comments : [...comments, own].sort((a, b) => a.createdAt - b.createdAt || a.id - b.id)
}

/**
 * The comment of ours that speaks: the remembered one, or else one at either end of the thread.
 * @returns null when there is none
 * @throws TriageError('github-refused')
 */
export async function readOwnComment(
  ref: IssueRef,
  github: Reading,
  remembered: number | null,
): Promise<OwnComment | null> {
  const known = remembered === null ? null : await github.readComment(ref, remembered)
  const [own] = findOwnComments(known === null ? [] : [known], hasMarker)
  return own ?? findOwnComments(await github.listComments(ref), hasMarker)[0] ?? null
}
