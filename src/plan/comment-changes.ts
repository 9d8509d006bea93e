/** What has to change about the bot's one comment. It is edited in place, never doubled, never deleted. */
import type { CommentChange, IssueState } from './plan.ts'

export interface CommentDecision {
  readonly comment: CommentChange
  readonly withheld: readonly string[]
}

/**
 * @param body the comment that should be there; null when there is nothing to say
 * @param withdrawn what an existing comment becomes when there is nothing to say any more
 */
export function commentChange(body: string | null, withdrawn: string, state: IssueState): CommentDecision {
  const { ownComment, ownCommentDeleted } = state
  if (ownComment !== null) {
    const wanted = body ?? withdrawn
    const same = normalise(ownComment.body) === normalise(wanted)
    return { comment: same ? { kind: 'none' } : { kind: 'update', id: ownComment.id, body: wanted }, withheld: [] }
  }
  if (body === null) return { comment: { kind: 'none' }, withheld: [] }
  if (ownCommentDeleted) return { comment: { kind: 'none' }, withheld: ['comment deleted by a person'] }
  return { comment: { kind: 'create', body }, withheld: [] }
}

/** GitHub may hand a body back with other line ends or without its last blank ones. */
function normalise(body: string): string {
  return body.replaceAll('\r\n', '\n').trim()
}
