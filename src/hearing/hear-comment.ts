/**
 * A person wrote or changed a comment: commands are understood, kept as verdicts and acknowledged, and the issue is
 * looked at again, since what was said changes what the bot may say. It holds no wording and no rule of its own.
 */

import type { CommentReading } from '../analysis/jobs.ts'
import { readTicked } from '../comments/maintainers-section.ts'
import type { Answer } from '../conversation/answer.ts'
import { lastStanding } from '../conversation/last-act.ts'
import { type Invocation, spell } from '../conversation/parse-commands.ts'
import { type Speech, type Understood, understand } from '../conversation/understand.ts'
import { applyUndo } from '../github/apply-undo.ts'
import type { IssueComment, Reaction } from '../github/github.ts'
import { formatRef, type IssueRef } from '../issue-ref.ts'
import type { Occasion } from '../plan/restraint.ts'
import type { Rights } from '../verdict.ts'
import { hearAct } from './hear-act.ts'
import type { Hearing } from './hearing.ts'
import { readComment } from './read-comment.ts'
import { type Spoken, speechOf } from './speech-of.ts'

export interface HeardComment {
  readonly ref: IssueRef
  readonly commentId: number
  /** The commands that stood there before it was edited, each as `spell` spells it. */
  readonly before: readonly string[]
  /** Login of who wrote or changed it. */
  readonly by: string
}

/** What the corridor must know of it; null when the issue need not be looked at. */
export interface WalkAgain {
  readonly occasion: Occasion
  readonly answers: readonly Answer[]
}

/** @param delivery GUID of the webhook that told of it */
export async function hearComment(heard: HeardComment, delivery: string, hearing: Hearing): Promise<WalkAgain | null> {
  const { github } = hearing
  const comments = await github.listComments(heard.ref)
  const comment = comments.find(({ id }) => id === heard.commentId)
  const issue = await github.readIssue(heard.ref)
  if (comment === undefined || typeof issue === 'string' || issue.isPullRequest) return null
  if (comment.own) return hearTicked(heard, comment, { delivery, hearing })
  const { commands, duplicateOf } = await readComment(comment.body, heard.ref, hearing)
  const { taken, left } = commands
  const fresh = taken.filter((it) => !heard.before.includes(spell(it)))
  const reporter = issue.author
  const spoken = { comment, comments, reporter }
  const isMarked = await hearDuplicatePhrase(heard.ref, { ...spoken, duplicateOf }, hearing)
  if (fresh.length === 0) return isMarked || comment.author === reporter ? { occasion: 'event', answers: [] } : null
  const speech = await speechOf(heard.ref, spoken, hearing)
  const outcomes = fresh.map((invocation) => ({ invocation, understood: understand(invocation, speech) }))
  for (const { understood } of outcomes) await carryOut(understood, heard.ref, hearing)
  await github.react(heard.ref, heard.commentId, reactionTo(outcomes.map(({ understood }) => understood)))
  const tooMany = left > 0 ? [{ kind: 'too-many', left } as const] : []
  const answers = [
    ...outcomes.flatMap((it) => answerTo(it, speech.rights)),
    ...tooMany,
    ...(await wrongIn(speech, hearing)),
  ]
  return { occasion: occasionOf(outcomes, answers), answers }
}

interface TickedIn {
  readonly delivery: string
  readonly hearing: Hearing
}

/** Our own comment was changed by somebody else: a box may have been ticked. */
async function hearTicked({ ref, by: who }: HeardComment, { body }: IssueComment, { delivery, hearing }: TickedIn) {
  const says = readTicked(body)
  const heard = says !== null && (await hearAct({ ref, who, act: { kind: 'box', says } }, delivery, hearing))
  return heard ? ({ occasion: 'event', answers: [] } as const) : null
}

/** @returns whether a maintainer called the issue a duplicate in GitHub's own words */
async function hearDuplicatePhrase(
  ref: IssueRef,
  { duplicateOf: other, ...spoken }: Spoken & Pick<CommentReading, 'duplicateOf'>,
  hearing: Hearing,
): Promise<boolean> {
  if (other === null) return false
  const { who, rights, at, comment } = await speechOf(ref, spoken, hearing)
  if (rights !== 'maintainer') return false
  const id = `comment-${comment}/duplicate of ${formatRef(other)}`
  const nothing = { signature: null, step: null, detail: null }
  return hearing.store.recordVerdict({
    ...{ id, ref, who, rights, at, other, ...nothing },
    ...{ kind: 'duplicate-of', origin: 'duplicate-marked' },
  })
}

/** The verdict last: a walk that dies in between does the same again. */
async function carryOut(understood: Understood, ref: IssueRef, hearing: Hearing): Promise<void> {
  if (understood.kind === 'refused') return
  const { verdict, effect } = understood
  if (effect === 'undo') await undoLast(ref, verdict?.id ?? '', hearing)
  if (verdict !== null) await hearing.store.recordVerdict(verdict)
}

/** The last act that was not undone: every undo takes one more back. One that was carried out already does nothing. */
async function undoLast(ref: IssueRef, id: string, { github, store, clock }: Hearing) {
  const undone = (await store.verdictsOn(ref)).filter(({ kind }) => kind === 'undo')
  if (undone.some((it) => it.id === id)) return
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
