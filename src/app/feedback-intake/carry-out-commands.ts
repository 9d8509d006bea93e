/**
 * The commands of one comment: understood, carried out, kept as verdicts and acknowledged. It holds no wording and no rule
 * of its own.
 */

import { applyUndo } from '../../adapters/github/apply-undo.ts'
import type { Reaction } from '../../adapters/github/github.ts'
import { readOwnComment } from '../../adapters/github/read-thread.ts'
import { HELD_BACK, type Rights } from '../../core/feedback/feedback-event.ts'
import { type Speech, type Understood, understand } from '../../core/feedback/interpret-command.ts'
import { type Invocation, spell } from '../../core/feedback/parse-commands.ts'
import type { Answer } from '../../core/feedback/requested-answers.ts'
import { lastStanding } from '../../core/feedback/undo-target.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { Occasion } from '../../core/plan/write-policy.ts'
import { type Spoken, speechOf } from './command-context.ts'
import { nameOf, recordWithheld, takeWord } from './feedback-budget.ts'
import type { Heard, Hearing } from './intake-context.ts'

export interface Commands {
  /** Those that were not heard before. */
  readonly fresh: readonly Invocation[]
  /** How many more there were. */
  readonly left: number
}

export interface Scene {
  readonly ref: IssueRef
  readonly delivery: string
  readonly hearing: Hearing
}

/** @returns null where nothing was heard, since there was too much */
export async function obey(
  { fresh, left }: Commands,
  spoken: Omit<Spoken, 'own'>,
  { ref, delivery, hearing }: Scene,
): Promise<Heard> {
  const { github, store } = hearing
  const own = await readOwnComment(ref, github, await store.ownCommentId(ref))
  const speech = await speechOf(ref, { ...spoken, own }, hearing)
  const { rights } = speech
  const heard = await within(fresh, speech, hearing)
  const withheld = fresh.filter((it) => !heard.includes(it))
  if (withheld.length > 0 && rights === 'maintainer') return 'later'
  if (withheld.length > 0) await recordWithheld(speech, { what: withheld.map(nameOf), delivery }, hearing)
  if (heard.length === 0) return null
  const outcomes = heard.map((invocation) => ({ invocation, understood: understand(invocation, speech) }))
  for (const { understood } of outcomes) await carryOut(understood, ref, hearing)
  await github.react(ref, speech.comment, reactionTo(outcomes.map(({ understood }) => understood)))
  const tooMany = left > 0 ? [{ kind: 'too-many', left } as const] : []
  const answers = [...outcomes.flatMap((it) => answerTo(it, rights)), ...tooMany, ...(await wrongIn(speech, hearing))]
  return { occasion: occasionOf(outcomes, answers), answers, by: rights }
}

/** The commands that there is still room for in this hour. */
async function within(
  commands: readonly Invocation[],
  speech: Speech,
  hearing: Hearing,
): Promise<readonly Invocation[]> {
  const heard: Invocation[] = []
  for (const command of commands) {
    if (!(await takeWord(speech, `comment-${speech.comment}/${spell(command)}`, hearing))) break
    heard.push(command)
  }
  return heard
}

/** The verdict last: a walk that dies in between does the same again. */
async function carryOut(understood: Understood, ref: IssueRef, { github, store, clock }: Hearing): Promise<void> {
  if (understood.kind === 'refused') return
  const { verdict, effect } = understood
  if (verdict === null) return
  const isHeldBack = effect === 'undo' && github.isReadOnly === true
  if (effect === 'undo' && !isHeldBack) await undoLast(ref, verdict.id, { github, store, clock })
  await store.recordVerdict(isHeldBack ? { ...verdict, detail: HELD_BACK } : verdict)
}

/** The last act that was not undone: every undo takes one more back. One that was carried out already does nothing. */
async function undoLast(
  ref: IssueRef,
  id: string,
  { github, store, clock }: Pick<Hearing, 'github' | 'store' | 'clock'>,
) {
  const said = (await store.verdictsOn(ref)).filter(({ kind }) => kind === 'undo')
  if (said.some((it) => it.id === id)) return
  const undone = said.filter(({ detail }) => detail !== HELD_BACK)
  const acts = (await store.decisions(ref)).flatMap(({ at, undo }) => (undo === undefined ? [] : [{ at, undo }]))
  const last = lastStanding(acts, undone, clock())
  if (last !== undefined) await applyUndo(github, ref, last.undo)
}

function reactionTo(understood: readonly Understood[]): Reaction {
  if (understood.some(({ kind }) => kind === 'refused')) return 'confused'
  return understood.some((it) => it.kind === 'done' && it.effect !== null) ? 'eyes' : '+1'
}

interface Outcome {
  readonly invocation: Invocation
  readonly understood: Understood
}

function answerTo({ invocation, understood }: Outcome, rights: Rights): readonly Answer[] {
  if (understood.kind === 'refused') return [{ kind: 'refused', command: spell(invocation), why: understood.why }]
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
async function wrongIn({ ref, rights }: Speech, { github, rules }: Hearing): Promise<readonly Answer[]> {
  const { problems } = await rules.rulesFor(ref, github)
  return rights === 'maintainer' && problems.length > 0 ? [{ kind: 'settings', problems }] : []
}

function occasionOf(outcomes: readonly Outcome[], answers: readonly Answer[]): Occasion {
  const isLook = outcomes.some(({ understood }) => understood.kind === 'done' && understood.effect === 'look')
  if (isLook) return 'again'
  return answers.length > 0 ? 'asked' : 'event'
}
