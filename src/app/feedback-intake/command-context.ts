import type { IssueComment } from '../../adapters/github/github.ts'
import { parseMarker } from '../../core/comments/marker.ts'
import type { CommandContext } from '../../core/feedback/interpret-command.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { OwnComment } from '../../core/plan/plan.ts'
import type { IntakeDeps } from './intake-context.ts'
import { rightsOf } from './rights.ts'

/** A comment together with the issue's reporter and the bot's comment, which its commands may refer to. */
export interface CommandSource {
  readonly comment: IssueComment
  /** The reporter's login. */
  readonly reporter: string
  /** The bot's current comment on the issue; null if there is none. */
  readonly own: OwnComment | null
}

/**
 * Collects the context for interpreting a command: its author's rights and the current state of the bot's own comment.
 */
export async function readCommandContext(
  ref: IssueRef,
  { comment, reporter, own }: CommandSource,
  deps: IntakeDeps,
): Promise<CommandContext> {
  const { github, rules, clock } = deps
  const { pack, settings } = await rules.rulesFor(ref, github)
  const rights = await rightsOf(comment.author, { ref, reporter, github, settings })
  const marker = own === null ? null : parseMarker(own.body)
  return {
    ref,
    who: comment.author,
    rights,
    at: comment.createdAt,
    receivedAt: clock(),
    comment: comment.id,
    asserted: marker?.signature ?? null,
    steps: marker?.steps,
    pack,
  }
}
