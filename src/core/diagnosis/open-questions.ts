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

/** @returns the open questions that decide between a signature and another one, by the other's id */
export function openQuestionsAbout(signature: Signature, known: KnownAnswers): ReadonlyMap<string, string> {
  const place = { owner: signature.id, kind: 'confused-with' } as const
  return new Map(
    signature['confused-with'].flatMap(({ id, ask }, at) =>
      ask !== undefined && isOpen(ask, { ...place, at }, known) ? [[id, ask.text]] : [],
    ),
  )
}

interface Place {
  readonly owner: string
  readonly kind: AnswerableKind
  readonly at: number
}

function isOpen({ when }: Question, { owner, kind, at }: Place, { environment, answered }: KnownAnswers): boolean {
  return (
    appliesTo(when, environment, answered.has(saysKey(owner, kind, at))) && !answered.has(answerKey(owner, kind, at))
  )
}
