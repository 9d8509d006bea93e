/**
 * Handles a comment that a person wrote or edited: carries out its commands, records what it says in plain words, and
 * requests another run of the pipeline if the comment can change the answer. The rules and the wording are in the core.
 */

import type { IssueComment } from '../../adapters/github/github.ts'
import { readTicked } from '../../core/comments/maintainers-section.ts'
import { formatCommand } from '../../core/feedback/parse-commands.ts'
import type { ReceivedComment } from '../../core/feedback/received.ts'
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import type { CommentReading } from '../analysis/jobs.ts'
import { versionAnswered } from '../fixes/fix-answer.ts'
import { carryOutCommands } from './carry-out-commands.ts'
import type { CommandSource } from './command-context.ts'
import { handleAction } from './handle-action.ts'
import type { IntakeDeps, IntakeResult } from './intake-context.ts'
import { readComment } from './read-comment.ts'
import { recordPlainWords } from './record-plain-words.ts'
import { rightsOf } from './rights.ts'

/** @param delivery GUID of the webhook that reported the comment */
export async function handleComment(
  received: ReceivedComment,
  delivery: string,
  deps: IntakeDeps,
): Promise<IntakeResult> {
  const { github } = deps
  const { ref } = received
  const issue = await github.readIssue(ref)
  if (typeof issue === 'string' || issue.isPullRequest) return null
  const comment = await github.readComment(ref, received.commentId)
  if (comment === null) return null
  if (comment.own) return handleTickedBox(received, comment, { delivery, deps })
  const source = { comment, reporter: issue.author }
  const { commands, duplicateOf, says } = await readComment(comment.body, ref, deps)
  const isMarkedDuplicate = await recordDuplicatePhrase(ref, { ...source, duplicateOf }, deps)
  const { taken, left } = commands
  const fresh = taken.filter((command) => !received.before.includes(formatCommand(command)))
  const result = fresh.length === 0 ? null : await carryOutCommands({ fresh, left }, source, { ref, delivery, deps })
  if (result !== null) return result
  const isFixAnswer = (await versionAnswered(ref, { comment, says }, deps.store)) !== null
  const recorded = says === null || isFixAnswer ? null : await recordPlainWords(says, source, ref, deps)
  if (recorded !== null) return recorded
  if (isMarkedDuplicate) return { trigger: 'event', answers: [], by: 'maintainer' }
  return comment.author === issue.author ? { trigger: 'event', answers: [], by: 'reporter' } : null
}

interface ReceivedBy {
  readonly delivery: string
  readonly deps: IntakeDeps
}

/** Handles somebody else's edit of the bot's own comment, which may have ticked a box. */
async function handleTickedBox(
  { ref, by: who }: ReceivedComment,
  { body }: IssueComment,
  { delivery, deps }: ReceivedBy,
): Promise<IntakeResult> {
  const says = readTicked(body)
  return says === null ? null : handleAction({ ref, who, act: { kind: 'box', says } }, delivery, deps)
}

type DuplicatePhrase = Omit<CommandSource, 'own'> & Pick<CommentReading, 'duplicateOf'>

/** @returns whether a maintainer marked the issue as a duplicate with GitHub's own phrase, `Duplicate of #12` */
async function recordDuplicatePhrase(
  ref: IssueRef,
  { duplicateOf: other, comment, reporter }: DuplicatePhrase,
  deps: IntakeDeps,
): Promise<boolean> {
  if (other === null) return false
  const { github, rules, store } = deps
  const { settings } = await rules.rulesFor(ref, github)
  const { author: who, createdAt: at } = comment
  const rights = await rightsOf(who, { ref, reporter, github, settings })
  if (rights !== 'maintainer') return false
  return store.recordFeedback({
    id: `comment-${comment.id}/duplicate of ${formatRef(other)}`,
    kind: 'duplicate-of',
    origin: 'duplicate-marked',
    ref,
    other,
    who,
    rights,
    at,
    signature: null,
    step: null,
    detail: null,
  })
}
