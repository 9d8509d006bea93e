/**
 * The commands of one comment: understood, carried out, kept as feedback events and acknowledged. It holds no wording and no rule
 * of its own.
 */

import { applyUndo } from '../../adapters/github/apply-undo.ts'
import type { Reaction } from '../../adapters/github/github.ts'
import { readOwnComment } from '../../adapters/github/read-thread.ts'
import { type Rights, SUPPRESSED } from '../../core/feedback/feedback-event.ts'
import { type CommandContext, type Interpretation, interpretCommand } from '../../core/feedback/interpret-command.ts'
import { formatCommand, type Invocation } from '../../core/feedback/parse-commands.ts'
import type { RequestedAnswer } from '../../core/feedback/requested-answers.ts'
import { findUndoTarget } from '../../core/feedback/undo-target.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { Trigger } from '../../core/plan/write-policy.ts'
import { readCommandContext, type SpokenComment } from './command-context.ts'
import { nameOfCommand, recordSuppressed, takeFromBudget } from './feedback-budget.ts'
import type { IntakeDeps, IntakeResult } from './intake-context.ts'

export interface NewCommands {
  /** Those that were not heard before. */
  readonly fresh: readonly Invocation[]
  /** How many more there were. */
  readonly left: number
}

export interface IntakeContext {
  readonly ref: IssueRef
  readonly delivery: string
  readonly deps: IntakeDeps
}

/** @returns null where nothing was heard, since there was too much */
export async function carryOutCommands(
  { fresh, left }: NewCommands,
  spoken: Omit<SpokenComment, 'own'>,
  { ref, delivery, deps }: IntakeContext,
): Promise<IntakeResult> {
  const { github, store } = deps
  const own = await readOwnComment(ref, github, await store.ownCommentId(ref))
  const speech = await readCommandContext(ref, { ...spoken, own }, deps)
  const { rights } = speech
  const heard = await within(fresh, speech, deps)
  const suppressed = fresh.filter((it) => !heard.includes(it))
  if (suppressed.length > 0 && rights === 'maintainer') return 'later'
  if (suppressed.length > 0) await recordSuppressed(speech, { what: suppressed.map(nameOfCommand), delivery }, deps)
  if (heard.length === 0) return null
  const outcomes = heard.map((invocation) => ({ invocation, understood: interpretCommand(invocation, speech) }))
  for (const { understood } of outcomes) await carryOut(understood, ref, deps)
  await github.react(ref, speech.comment, reactionTo(outcomes.map(({ understood }) => understood)))
  const tooMany = left > 0 ? [{ kind: 'too-many', left } as const] : []
  const answers = [...outcomes.flatMap((it) => answerTo(it, rights)), ...tooMany, ...(await wrongIn(speech, deps))]
  return { trigger: triggerOf(outcomes, answers), answers, by: rights }
}

/** The commands that there is still room for in this hour. */
async function within(
  commands: readonly Invocation[],
  speech: CommandContext,
  deps: IntakeDeps,
): Promise<readonly Invocation[]> {
  const heard: Invocation[] = []
  for (const command of commands) {
    if (!(await takeFromBudget(speech, `comment-${speech.comment}/${formatCommand(command)}`, deps))) break
    heard.push(command)
  }
  return heard
}

/** The feedback event last: a walk that dies in between does the same again. */
async function carryOut(
  understood: Interpretation,
  ref: IssueRef,
  { github, store, clock }: IntakeDeps,
): Promise<void> {
  if (understood.kind === 'refused') return
  const { feedbackEvent, effect } = understood
  if (feedbackEvent === null) return
  const isSuppressed = effect === 'undo' && github.isReadOnly === true
  if (effect === 'undo' && !isSuppressed) await undoLast(ref, feedbackEvent.id, { github, store, clock })
  await store.recordFeedback(isSuppressed ? { ...feedbackEvent, detail: SUPPRESSED } : feedbackEvent)
}

/** The last act that was not undone: every undo takes one more back. One that was carried out already does nothing. */
async function undoLast(
  ref: IssueRef,
  id: string,
  { github, store, clock }: Pick<IntakeDeps, 'github' | 'store' | 'clock'>,
) {
  const said = (await store.feedbackOn(ref)).filter(({ kind }) => kind === 'undo')
  if (said.some((it) => it.id === id)) return
  const undone = said.filter(({ detail }) => detail !== SUPPRESSED)
  const acts = (await store.decisions(ref)).flatMap(({ at, undo }) => (undo === undefined ? [] : [{ at, undo }]))
  const last = findUndoTarget(acts, undone, clock())
  if (last !== undefined) await applyUndo(github, ref, last.undo)
}

function reactionTo(understood: readonly Interpretation[]): Reaction {
  if (understood.some(({ kind }) => kind === 'refused')) return 'confused'
  return understood.some((it) => it.kind === 'done' && it.effect !== null) ? 'eyes' : '+1'
}

interface Outcome {
  readonly invocation: Invocation
  readonly understood: Interpretation
}

function answerTo({ invocation, understood }: Outcome, rights: Rights): readonly RequestedAnswer[] {
  if (understood.kind === 'refused')
    return [{ kind: 'refused', command: formatCommand(invocation), why: understood.why }]
  switch (understood.effect) {
    case 'explain':
    case 'duplicates':
    case 'cluster':
    case 'report':
      return [{ kind: understood.effect }]
    case 'help':
      return [{ kind: 'help', rights }]
    default:
      return []
  }
}

/** What is wrong with the settings is told to whoever may mend it, where they look: below their own command. */
async function wrongIn(
  { ref, rights }: CommandContext,
  { github, rules }: IntakeDeps,
): Promise<readonly RequestedAnswer[]> {
  const { problems } = await rules.rulesFor(ref, github)
  return rights === 'maintainer' && problems.length > 0 ? [{ kind: 'settings', problems }] : []
}

function triggerOf(outcomes: readonly Outcome[], answers: readonly RequestedAnswer[]): Trigger {
  const isLook = outcomes.some(({ understood }) => understood.kind === 'done' && understood.effect === 'look')
  if (isLook) return 'again'
  return answers.length > 0 ? 'asked' : 'event'
}
