/**
 * Interprets the commands in one comment, carries them out, stores them as feedback events and acknowledges them with a
 * reaction. The rules and the wording are in the core.
 */

import { applyUndo } from '../../adapters/github/apply-undo.ts'
import { collectIssue } from '../../adapters/github/collect-issue.ts'
import type { Reaction } from '../../adapters/github/github.ts'
import { readOwnComment } from '../../adapters/github/read-thread.ts'
import { type Rights, SUPPRESSED } from '../../core/feedback/feedback-event.ts'
import { type CommandContext, type Interpretation, interpretCommand } from '../../core/feedback/interpret-command.ts'
import { formatCommand, type Invocation } from '../../core/feedback/parse-commands.ts'
import type { RequestedAnswer } from '../../core/feedback/requested-answers.ts'
import { findUndoTarget } from '../../core/feedback/undo-target.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { labelKey } from '../../core/plan/labels.ts'
import type { Trigger } from '../../core/plan/write-policy.ts'
import { actsOn, restorable, sourcesOf } from '../previous-comments.ts'
import { type CommandSource, readCommandContext } from './command-context.ts'
import { nameOfCommand, recordSuppressed, takeFromBudget } from './feedback-budget.ts'
import type { IntakeDeps, IntakeResult } from './intake-context.ts'

export interface NewCommands {
  /** Commands that the comment did not contain before it was edited. */
  readonly fresh: readonly Invocation[]
  /** Number of commands beyond the per-comment limit. */
  readonly left: number
}

export interface IntakeContext {
  readonly ref: IssueRef
  readonly delivery: string
  readonly deps: IntakeDeps
}

/** @returns null if the hourly budget covers none of the commands */
export async function carryOutCommands(
  { fresh, left }: NewCommands,
  source: Omit<CommandSource, 'own'>,
  { ref, delivery, deps }: IntakeContext,
): Promise<IntakeResult> {
  const { store } = deps
  const own = await readOwnComment(ref, deps.github, await store.ownCommentId(ref))
  const context = await readCommandContext(ref, { ...source, own }, deps)
  const { rights } = context
  const accepted = await takeWithinBudget(fresh, context, deps)
  const suppressed = fresh.filter((it) => !accepted.includes(it))
  if (suppressed.length > 0 && rights === 'maintainer') return 'later'
  if (suppressed.length > 0) await recordSuppressed(context, { what: suppressed.map(nameOfCommand), delivery }, deps)
  if (accepted.length === 0) return null
  const outcomes = accepted.map((command) => ({ command, interpretation: interpretCommand(command, context) }))
  const github = (await deps.writableBy?.(rights)) ?? deps.github
  for (const { interpretation } of outcomes) await carryOut(interpretation, ref, { ...deps, github })
  await github.react(ref, context.comment, reactionTo(outcomes.map(({ interpretation }) => interpretation)))
  const answers: readonly RequestedAnswer[] = [
    ...outcomes.flatMap((outcome) => answerTo(outcome, rights)),
    ...(left > 0 ? [{ kind: 'too-many', left } as const] : []),
    ...(await settingsProblems(context, deps)),
  ]
  return { trigger: triggerOf(outcomes, answers), answers, by: rights }
}

/** Takes commands in order until this hour's budget is used up. */
async function takeWithinBudget(
  commands: readonly Invocation[],
  context: CommandContext,
  deps: IntakeDeps,
): Promise<readonly Invocation[]> {
  const accepted: Invocation[] = []
  for (const command of commands) {
    if (!(await takeFromBudget(context, `comment-${context.comment}/${formatCommand(command)}`, deps))) break
    accepted.push(command)
  }
  return accepted
}

/** Records the feedback event last, so that a command whose run dies before then is carried out again. */
async function carryOut(
  interpretation: Interpretation,
  ref: IssueRef,
  { github, store, clock, rules }: IntakeDeps,
): Promise<void> {
  if (interpretation.kind === 'refused') return
  const { feedbackEvent, effect } = interpretation
  if (feedbackEvent === null) return
  const isSuppressed = effect === 'undo' && github.isReadOnly === true
  if (effect === 'undo' && !isSuppressed) await undoLast(ref, feedbackEvent.id, { github, store, clock, rules })
  await store.recordFeedback(isSuppressed ? { ...feedbackEvent, detail: SUPPRESSED } : feedbackEvent)
}

/** Reverts the latest writes that have not been undone yet. Does nothing if this undo has already been carried out. */
async function undoLast(
  ref: IssueRef,
  id: string,
  { github, store, clock, rules }: Pick<IntakeDeps, 'github' | 'store' | 'clock' | 'rules'>,
) {
  const undos = (await store.feedbackOn(ref)).filter(({ kind }) => kind === 'undo')
  if (undos.some((undo) => undo.id === id)) return
  const undone = undos.filter(({ detail }) => detail !== SUPPRESSED)
  const decisions = await store.decisions(ref)
  const acts = decisions.flatMap(({ at, undo }) => (undo === undefined ? [] : [{ at, undo }]))
  const last = findUndoTarget(acts, undone, clock())
  if (last === undefined) return
  const collected = await collectIssue(ref, { github, rememberedComment: null, fetchLogs: async () => ({}) })
  const sources = typeof collected === 'string' ? [] : sourcesOf(collected.issue)
  const undo = restorable(last.undo, actsOn(decisions), sources)
  const { settings } = await rules.rulesFor(ref, github)
  // A label that was deleted in the meantime would be created again.
  const existing = settings.labels['existing-only'] ? (await github.listLabels(ref)).map(labelKey) : null
  const removedLabels = undo.removedLabels.filter((name) => existing?.includes(labelKey(name)) ?? true)
  await applyUndo(github, ref, { ...undo, removedLabels })
  // Otherwise the next run would take the missing comment for one that a person deleted.
  if (undo.comment?.before === null) await store.forgetComment(ref)
}

function reactionTo(interpretations: readonly Interpretation[]): Reaction {
  if (interpretations.some(({ kind }) => kind === 'refused')) return 'confused'
  return interpretations.some((it) => it.kind === 'done' && it.effect !== null) ? 'eyes' : '+1'
}

interface Outcome {
  readonly command: Invocation
  readonly interpretation: Interpretation
}

function answerTo({ command, interpretation }: Outcome, rights: Rights): readonly RequestedAnswer[] {
  if (interpretation.kind === 'refused')
    return [{ kind: 'refused', command: formatCommand(command), why: interpretation.why }]
  switch (interpretation.effect) {
    case 'explain':
    case 'duplicates':
    case 'cluster':
    case 'report':
      return [{ kind: interpretation.effect }]
    case 'help':
      return [{ kind: 'help', rights }]
    default:
      return []
  }
}

/**
 * Maintainers can fix the settings, so the answer to a maintainer's command also lists the problems with the settings.
 */
async function settingsProblems(
  { ref, rights }: CommandContext,
  { github, rules }: IntakeDeps,
): Promise<readonly RequestedAnswer[]> {
  const { problems } = await rules.rulesFor(ref, github)
  return rights === 'maintainer' && problems.length > 0 ? [{ kind: 'settings', problems }] : []
}

function triggerOf(outcomes: readonly Outcome[], answers: readonly RequestedAnswer[]): Trigger {
  const readsAgain = outcomes.some(
    ({ interpretation }) => interpretation.kind === 'done' && interpretation.effect === 'look',
  )
  if (readsAgain) return 'again'
  return answers.length > 0 ? 'asked' : 'event'
}
