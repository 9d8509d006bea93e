import { parseMarker } from '../comments/marker.ts'
import type { Speech } from '../conversation/understand.ts'
import type { IssueComment } from '../github/github.ts'
import type { IssueRef } from '../issue-ref.ts'
import type { Hearing } from './hearing.ts'
import { ownCommentOf, rightsOf } from './rights.ts'

/** A comment among all those of its issue. */
export interface Spoken {
  readonly comment: IssueComment
  readonly comments: readonly IssueComment[]
  /** Login of the one who filed the issue. */
  readonly reporter: string
}

/** Who speaks in a comment, with what rights, and what the bot's own comment says to that now. */
export async function speechOf(
  ref: IssueRef,
  { comment, comments, reporter }: Spoken,
  hearing: Hearing,
): Promise<Speech> {
  const { github, rules, clock } = hearing
  const { pack, settings } = await rules.rulesFor(ref, github)
  const rights = await rightsOf(comment.author, { ref, reporter, github, settings })
  const own = ownCommentOf(comments)
  const marker = own === null ? null : parseMarker(own.body)
  const { id, author: who, createdAt: at } = comment
  const said = { asserted: marker?.signature ?? null, steps: marker?.steps, pack }
  return { ref, who, rights, at, heardAt: clock(), comment: id, ...said }
}
