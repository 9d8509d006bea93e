/** Finds the questions of the pack that fit a report and are not answered there. */
import type { Environment } from '../report/report.ts'
import { type AnswerableKind, answerKey, saysKey } from '../signatures/answers.ts'
import { appliesTo } from '../signatures/applies.ts'
import type { Question, Signature } from '../signatures/schema.ts'

/** What a report says about questions. */
export interface KnownAnswers {
  readonly environment: Environment
  /** Keys of what the report answers or says, as `answerKey` and `saysKey` return them. */
  readonly answered: ReadonlySet<string>
}

/**
 * @param owner id of the signature that the questions belong to, or `TOPIC`
 * @returns the first open question; null if none is
 */
export function openQuestion(owner: string, questions: readonly Question[], known: KnownAnswers): string | null {
  return questions.find((it, at) => isOpen(it, { owner, kind: 'ask', at }, known))?.text ?? null
}

/**
 * @returns the questions that decide between a signature and another one, by the other's id; null for one that the report
 *   answers
 */
export function questionsAboutOthers(signature: Signature, known: KnownAnswers): ReadonlyMap<string, string | null> {
  const place = { owner: signature.id, kind: 'confused-with' } as const
  return new Map(
    signature['confused-with'].flatMap(({ id, ask }, at) => {
      if (ask === undefined || !fits(ask, { ...place, at }, known)) return []
      return [[id, isOpen(ask, { ...place, at }, known) ? ask.text : null]]
    }),
  )
}

interface Place {
  readonly owner: string
  readonly kind: AnswerableKind
  readonly at: number
}

function fits({ when }: Question, { owner, kind, at }: Place, { environment, answered }: KnownAnswers): boolean {
  return appliesTo(when, environment, answered.has(saysKey(owner, kind, at)))
}

function isOpen(question: Question, place: Place, known: KnownAnswers): boolean {
  return fits(question, place, known) && !known.answered.has(answerKey(place.owner, place.kind, place.at))
}
