/**
 * Determines the change to the bot's comment. An existing comment is edited in place, or retired when news requires a
 * new one. It is never deleted.
 */
import type { CommentChange, IssueState } from './plan.ts'

export interface CommentDecision {
  readonly comment: CommentChange
  readonly retire: readonly number[]
  readonly suppressed: readonly string[]
}

export interface WantedComment {
  /** The wanted comment; null when there is nothing to say. */
  readonly body: string | null
  /** Replaces an existing comment when there is nothing left to say. */
  readonly withdrawn: string
  /** Whether the comment must notify people. An edit notifies nobody, so this requires a new comment. */
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

/** GitHub may return a body with other line endings or without its trailing blank lines. */
function normalise(body: string): string {
  return body.replaceAll('\r\n', '\n').trim()
}
