/** What has to change about the bot's one comment. It is edited in place, never doubled, never deleted. */
import type { CommentChange, IssueState } from './plan.ts'

export interface CommentDecision {
  readonly comment: CommentChange
  readonly retire: readonly number[]
  readonly suppressed: readonly string[]
}

export interface WantedComment {
  /** The comment that should be there; null when there is nothing to say. */
  readonly body: string | null
  /** What an existing comment becomes when there is nothing to say any more. */
  readonly withdrawn: string
  /** Whether a person must be told: an edit notifies nobody, so what is to say needs a comment of its own. */
  readonly isNews: boolean
}

export function commentChange({ body, withdrawn, isNews }: WantedComment, state: IssueState): CommentDecision {
  const { ownComment, ownCommentDeleted, olderComments: retire = [] } = state
  if (ownComment !== null && body !== null && isNews) {
    return { comment: { kind: 'create', body }, retire: [...retire, ownComment.id], suppressed: [] }
  }
  if (ownComment !== null) {
    const wanted = body ?? withdrawn
    const same = normalise(ownComment.body) === normalise(wanted)
    const comment = same ? NONE : ({ kind: 'update', id: ownComment.id, body: wanted } as const)
    return { comment, retire, suppressed: [] }
  }
  if (body === null) return { comment: NONE, retire, suppressed: [] }
  if (ownCommentDeleted) return { comment: NONE, retire, suppressed: ['comment deleted by a person'] }
  return { comment: { kind: 'create', body }, retire, suppressed: [] }
}

const NONE = { kind: 'none' } as const

/** GitHub may hand a body back with other line ends or without its last blank ones. */
function normalise(body: string): string {
  return body.replaceAll('\r\n', '\n').trim()
}
