/**
 * A person wrote or changed a comment: commands in it are obeyed, and the issue is looked at again, since what was said
 * changes what the bot may say. It holds no wording and no rule of its own.
 */

import type { IssueComment } from '../../adapters/github/github.ts'
import { readTicked } from '../../core/comments/maintainers-section.ts'
import { spell } from '../../core/feedback/parse-commands.ts'
import type { HeardComment } from '../../core/feedback/received.ts'
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import type { CommentReading } from '../analysis/jobs.ts'
import { obey } from './carry-out-commands.ts'
import type { Spoken } from './command-context.ts'
import { hearAct } from './handle-action.ts'
import type { Heard, Hearing } from './intake-context.ts'
import { readComment } from './read-comment.ts'
import { rightsOf } from './rights.ts'

type Said = Omit<Spoken, 'own'>

/** @param delivery GUID of the webhook that told of it */
export async function hearComment(heard: HeardComment, delivery: string, hearing: Hearing): Promise<Heard> {
  const { github } = hearing
  const { ref } = heard
  const issue = await github.readIssue(ref)
  if (typeof issue === 'string' || issue.isPullRequest) return null
  const comment = await github.readComment(ref, heard.commentId)
  if (comment === null) return null
  if (comment.own) return hearTicked(heard, comment, { delivery, hearing })
  const spoken = { comment, reporter: issue.author }
  const { commands, duplicateOf } = await readComment(comment.body, ref, hearing)
  const isMarked = await hearDuplicatePhrase(ref, { ...spoken, duplicateOf }, hearing)
  const { taken, left } = commands
  const fresh = taken.filter((it) => !heard.before.includes(spell(it)))
  const obeyed = fresh.length === 0 ? null : await obey({ fresh, left }, spoken, { ref, delivery, hearing })
  if (obeyed !== null) return obeyed
  if (isMarked) return { occasion: 'event', answers: [], by: 'maintainer' }
  return comment.author === issue.author ? { occasion: 'event', answers: [], by: 'reporter' } : null
}

interface TickedIn {
  readonly delivery: string
  readonly hearing: Hearing
}

/** Our own comment was changed by somebody else: a box may have been ticked. */
async function hearTicked(
  { ref, by: who }: HeardComment,
  { body }: IssueComment,
  { delivery, hearing }: TickedIn,
): Promise<Heard> {
  const says = readTicked(body)
  return says === null ? null : hearAct({ ref, who, act: { kind: 'box', says } }, delivery, hearing)
}

/** @returns whether a maintainer called the issue a duplicate in GitHub's own words */
async function hearDuplicatePhrase(
  ref: IssueRef,
  { duplicateOf: other, comment, reporter }: Said & Pick<CommentReading, 'duplicateOf'>,
  hearing: Hearing,
): Promise<boolean> {
  if (other === null) return false
  const { github, rules, store } = hearing
  const { settings } = await rules.rulesFor(ref, github)
  const { author: who, createdAt: at } = comment
  const rights = await rightsOf(who, { ref, reporter, github, settings })
  if (rights !== 'maintainer') return false
  const id = `comment-${comment.id}/duplicate of ${formatRef(other)}`
  const nothing = { signature: null, step: null, detail: null }
  return store.recordVerdict({
    ...{ id, ref, who, rights, at, other, ...nothing },
    ...{ kind: 'duplicate-of', origin: 'duplicate-marked' },
  })
}
