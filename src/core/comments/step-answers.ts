/** What a report already says about the steps of a checklist. */
import type { Diagnosis, Evidence } from '../diagnosis/diagnosis.ts'
import { weightOf } from '../diagnosis/mood.ts'
import { answerKey, needlessKey, outcomeKey } from '../signatures/answers.ts'
import type { Outcome, Signature } from '../signatures/schema.ts'

export interface StepAnswer {
  /** The first outcome that the report shows; undefined if it shows none. */
  readonly outcome: Outcome | undefined
  /** The passage that answers the step: the one that shows the outcome, if there is one. */
  readonly passage: Evidence | undefined
  /** True if nobody has to carry out the step: it is answered, or the failure itself makes it needless. */
  readonly isDone: boolean
}

/**
 * Only what happened answers a step: a wish, a condition or an instruction says nothing about how the step ends.
 * @returns for each step of the checklist what the report says about it
 */
export function answersToSteps(
  { id, checklist }: Pick<Signature, 'id' | 'checklist'>,
  answers: Diagnosis['answers'],
): readonly StepAnswer[] {
  const happened = answers.filter(({ reading }) => weightOf(reading.mood) === 'full')
  const byKey = new Map(happened.map((answer) => [answer.id, answer]))
  return checklist.map(({ outcomes }, at) => {
    const index = outcomes.findIndex((_, outcome) => byKey.has(outcomeKey(id, at, outcome)))
    const passage = byKey.get(outcomeKey(id, at, index)) ?? byKey.get(answerKey(id, 'checklist', at))
    return { outcome: outcomes[index], passage, isDone: passage !== undefined || byKey.has(needlessKey(id, at)) }
  })
}

/** Finds the first step of a list that quotes a passage, so that no passage is quoted twice. */
export class QuotedPassages {
  readonly #steps = new Map<string, number>()

  /** @returns the step that has quoted the passage already; null if this is the first one */
  quote({ source, line, text }: Evidence, step: number): number | null {
    const key = JSON.stringify([source, line, text])
    const first = this.#steps.get(key) ?? null
    if (first === null) this.#steps.set(key, step)
    return first
  }
}
