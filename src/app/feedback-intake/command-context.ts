import type { IssueComment } from '../../adapters/github/github.ts'
import { parseMarker } from '../../core/comments/marker.ts'
import type { CommandContext } from '../../core/feedback/interpret-command.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { OwnComment } from '../../core/plan/plan.ts'
import type { IntakeDeps } from './intake-context.ts'
import { rightsOf } from './rights.ts'

/** A comment on an issue. */
export interface SpokenComment {
  readonly comment: IssueComment
  /** Login of the one who filed the issue. */
  readonly reporter: string
  /** The comment of ours that speaks; null when there is none. */
  readonly own: OwnComment | null
}

/** Who speaks in a comment, with what rights, and what the bot's own comment says to that now. */
export async function readCommandContext(
  ref: IssueRef,
  { comment, reporter, own }: SpokenComment,
  deps: IntakeDeps,
): Promise<CommandContext> {
  const { github, rules, clock } = deps
  const { pack, settings } = await rules.rulesFor(ref, github)
  const rights = await rightsOf(comment.author, { ref, reporter, github, settings })
  const marker = own === null ? null : parseMarker(own.body)
  const { id, author: who, createdAt: at } = comment
  const said = { asserted: marker?.signature ?? null, steps: marker?.steps, pack }
  return { ref, who, rights, at, receivedAt: clock(), comment: id, ...said }
}
