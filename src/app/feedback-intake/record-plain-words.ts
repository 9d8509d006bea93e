/**
 * Records what the reporter or a maintainer says about the bot's answer in plain words: "that was it, thanks", "not MCP
 * here". Acknowledges it like a command, so that a misunderstanding shows at once and can be taken back.
 */
import { readOwnComment } from '../../adapters/github/read-thread.ts'
import { parseMarker } from '../../core/comments/marker.ts'
import type { FeedbackEvent } from '../../core/feedback/feedback-event.ts'
import type { CommandContext } from '../../core/feedback/interpret-command.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { DeniedSubject, PlainWords } from '../../core/outcomes/plain-words.ts'
import type { PackContent } from '../../core/signatures/pack.ts'
import { type CommandSource, readCommandContext } from './command-context.ts'
import { takeFromBudget } from './feedback-budget.ts'
import type { IntakeDeps, IntakeResult } from './intake-context.ts'

/** @returns null if the words are not about the bot's comment, or come from somebody without a role */
export async function recordPlainWords(
  says: PlainWords,
  source: Omit<CommandSource, 'own'>,
  ref: IssueRef,
  deps: IntakeDeps,
): Promise<IntakeResult> {
  const { store } = deps
  const own = await readOwnComment(ref, deps.github, await store.ownCommentId(ref))
  if (own === null) return null
  const context = await readCommandContext(ref, { ...source, own }, deps)
  const { rights } = context
  if (rights === 'anyone') return null
  const isQuestion = parseMarker(own.body)?.question !== undefined
  const kind = meaningOf(says, { ...context, isQuestion })
  if (kind === null) return null
  const event = eventOf(kind, context)
  if ((await store.feedbackOn(ref)).some(({ id }) => id === event.id)) return null
  if (!(await takeFromBudget(context, event.id, deps))) return null
  const github = (await deps.writableBy?.(rights)) ?? deps.github
  await github.react(ref, context.comment, '+1')
  await store.recordFeedback(event)
  return { trigger: 'event', answers: [], by: rights }
}

type Meaning = Extract<FeedbackEvent['kind'], 'worked' | 'wrong-signature'>

interface AnswerContext extends Pick<CommandContext, 'asserted' | 'rights' | 'pack'> {
  readonly isQuestion: boolean
}

function meaningOf(says: PlainWords, { asserted, rights, pack, isQuestion }: AnswerContext): Meaning | null {
  if (says.kind === 'worked') {
    // A maintainer's "works for me" means that the failure cannot be reproduced.
    const isSaid = says.words !== 'works' || rights === 'reporter'
    return asserted !== null && isSaid ? 'worked' : null
  }
  const rejects = asserted === null ? isQuestion && says.subject === 'auth' : isAbout(asserted, says.subject, pack)
  return rejects ? 'wrong-signature' : null
}

/** "Not MCP here" says nothing about an answer from another pack. */
function isAbout(signature: string, subject: DeniedSubject, { folders }: Pick<PackContent, 'folders'>): boolean {
  return subject === 'auth' || folders.get(signature) === subject
}

function eventOf(kind: Meaning, { ref, who, rights, at, comment, asserted, pack }: CommandContext): FeedbackEvent {
  const signature = asserted === null ? undefined : pack.signatures.get(asserted)
  return {
    id: `comment-${comment}/in words ${kind}`,
    kind,
    origin: 'words',
    ref,
    other: null,
    who,
    rights,
    at,
    signature: signature === undefined ? null : { id: signature.id, version: signature.since },
    step: null,
    detail: null,
  }
}
