/**
 * A person wrote or changed a comment: commands in it are obeyed, and the issue is looked at again, since what was said
 * changes what the bot may say. It holds no wording and no rule of its own.
 */

import type { IssueComment } from '../../adapters/github/github.ts'
import { readTicked } from '../../core/comments/maintainers-section.ts'
import { formatCommand } from '../../core/feedback/parse-commands.ts'
import type { ReceivedComment } from '../../core/feedback/received.ts'
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import type { CommentReading } from '../analysis/jobs.ts'
import { carryOutCommands } from './carry-out-commands.ts'
import type { SpokenComment } from './command-context.ts'
import { handleAction } from './handle-action.ts'
import type { IntakeDeps, IntakeResult } from './intake-context.ts'
import { readComment } from './read-comment.ts'
import { rightsOf } from './rights.ts'

type Said = Omit<SpokenComment, 'own'>

/** @param delivery GUID of the webhook that told of it */
export async function handleComment(heard: ReceivedComment, delivery: string, deps: IntakeDeps): Promise<IntakeResult> {
  const { github } = deps
  const { ref } = heard
  const issue = await github.readIssue(ref)
  if (typeof issue === 'string' || issue.isPullRequest) return null
  const comment = await github.readComment(ref, heard.commentId)
  if (comment === null) return null
  if (comment.own) return hearTicked(heard, comment, { delivery, deps })
  const spoken = { comment, reporter: issue.author }
  const { commands, duplicateOf } = await readComment(comment.body, ref, deps)
  const isMarked = await hearDuplicatePhrase(ref, { ...spoken, duplicateOf }, deps)
  const { taken, left } = commands
  const fresh = taken.filter((it) => !heard.before.includes(formatCommand(it)))
  const obeyed = fresh.length === 0 ? null : await carryOutCommands({ fresh, left }, spoken, { ref, delivery, deps })
  if (obeyed !== null) return obeyed
  if (isMarked) return { trigger: 'event', answers: [], by: 'maintainer' }
  return comment.author === issue.author ? { trigger: 'event', answers: [], by: 'reporter' } : null
}

interface TickedIn {
  readonly delivery: string
  readonly deps: IntakeDeps
}

/** Our own comment was changed by somebody else: a box may have been ticked. */
async function hearTicked(
  { ref, by: who }: ReceivedComment,
  { body }: IssueComment,
  { delivery, deps }: TickedIn,
): Promise<IntakeResult> {
  const says = readTicked(body)
  return says === null ? null : handleAction({ ref, who, act: { kind: 'box', says } }, delivery, deps)
}

/** @returns whether a maintainer called the issue a duplicate in GitHub's own words */
async function hearDuplicatePhrase(
  ref: IssueRef,
  { duplicateOf: other, comment, reporter }: Said & Pick<CommentReading, 'duplicateOf'>,
  deps: IntakeDeps,
): Promise<boolean> {
  if (other === null) return false
  const { github, rules, store } = deps
  const { settings } = await rules.rulesFor(ref, github)
  const { author: who, createdAt: at } = comment
  const rights = await rightsOf(who, { ref, reporter, github, settings })
  if (rights !== 'maintainer') return false
  const id = `comment-${comment.id}/duplicate of ${formatRef(other)}`
  const nothing = { signature: null, step: null, detail: null }
  return store.recordFeedback({
    ...{ id, ref, who, rights, at, other, ...nothing },
    ...{ kind: 'duplicate-of', origin: 'duplicate-marked' },
  })
}
