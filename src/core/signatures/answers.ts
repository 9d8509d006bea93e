/**
 * Names what a report may already contain of a signature: the answer to a question or a step, and the words that a text
 * is only for (`when.says`, `when.tells`).
 */
import type { Clause, Near } from './clause-schema.ts'
import type { Question, Signature, When } from './schema.ts'

/** The texts of a signature that a report can answer; `confused-with` has questions that decide between two signatures. */
export type AnswerableKind = 'ask' | 'checklist' | 'confused-with'

/** @param at index among the signature's texts of this kind */
export function answerKey(signature: string, kind: AnswerableKind, at: number): string {
  return `${signature}/${kind}/${at}`
}

/**
 * @param at index of the step in the checklist
 * @param outcome index of the outcome in the step
 */
export function outcomeKey(signature: string, at: number, outcome: number): string {
  return `${answerKey(signature, 'checklist', at)}/outcome/${outcome}`
}

/** @param at index of the step in the checklist */
export function needlessKey(signature: string, at: number): string {
  return `${answerKey(signature, 'checklist', at)}/needless`
}

/** @param id of a generic message */
export function genericAnswerKey(id: string): string {
  return `generic message/${id}`
}

/** The texts of a signature that can be for certain reports only. */
export type TextKind = AnswerableKind | 'causes' | 'remedies' | 'fixed-in'

/** @param at index among the signature's texts of this kind */
export function saysKey(signature: string, kind: TextKind, at: number): string {
  return `${signature}/${kind}/${at}/says`
}

/** The owner of the shared questions, in the place of a signature. */
export const TOPIC = 'topic'

/** A question or a step, as far as a report can answer it. */
type Answerable = Pick<Question, 'when' | 'answered-by' | 'answered-by-evidence'>

/** @returns the texts of each kind; null for a place that has none */
function answerablesOf(signature: Signature): Readonly<Record<AnswerableKind, readonly (Answerable | null)[]>> {
  const { ask, checklist, 'confused-with': others } = signature
  return { ask, checklist, 'confused-with': others.map((it) => it.ask ?? null) }
}

/**
 * @returns every `answered-by` clause with the key of its question or step, every `shown-by` clause with that of its
 *   outcome and that of its step, every `when.says` and `when.tells` with the key of its text, and their paths in the file
 */
export function answerClauses(signature: Signature): readonly AnswerClause[] {
  const { id, causes, remedies, 'fixed-in': fixes } = signature
  const answerables = Object.entries(answerablesOf(signature)) as [AnswerableKind, readonly (Answerable | null)[]][]
  return [
    ...answerables.flatMap(([kind, texts]) => answeredBy(texts, { id, kind })),
    ...shownBy(signature),
    ...answerables.flatMap(([kind, texts]) => saysOf(texts, { id, kind })),
    ...saysOf(causes, { id, kind: 'causes' }),
    ...saysOf(remedies, { id, kind: 'remedies' }),
    ...saysOf(fixes, { id, kind: 'fixed-in' }),
  ]
}

/** A question, a step or an outcome of a step that a clause of the signature's evidence answers, shows or makes needless. */
export interface EvidenceAnswer {
  /** What it answers; two if it shows an outcome, which answers the step, too. */
  readonly keys: readonly string[]
  /** Id of the clause. */
  readonly clause: string
  readonly path: readonly PropertyKey[]
}

/** @returns what `answered-by-evidence`, `needless-by-evidence` and `shown-by-evidence` name, with the path in the file */
export function evidenceAnswers(signature: Signature): readonly EvidenceAnswer[] {
  return [...answeredByEvidence(signature), ...needlessByEvidence(signature), ...shownByEvidence(signature)]
}

function needlessByEvidence({ id, checklist }: Signature): readonly EvidenceAnswer[] {
  return checklist.flatMap((step, at) =>
    step['needless-by-evidence'].map((clause, index) => ({
      keys: [needlessKey(id, at)],
      clause,
      path: ['checklist', at, 'needless-by-evidence', index],
    })),
  )
}

function answeredByEvidence(signature: Signature): readonly EvidenceAnswer[] {
  return Object.entries(answerablesOf(signature)).flatMap(([kind, texts]) =>
    texts.flatMap((it, at) =>
      (it?.['answered-by-evidence'] ?? []).map((clause, index) => ({
        keys: [answerKey(signature.id, kind as AnswerableKind, at)],
        clause,
        path: [...placeOf(kind as AnswerableKind, at), 'answered-by-evidence', index],
      })),
    ),
  )
}

/** A clause that shows an outcome answers the step, too. */
function shownBy({ id, checklist }: Signature): AnswerClause[] {
  return checklist.flatMap(({ outcomes }, at) =>
    outcomes.flatMap((outcome, index) =>
      outcome['shown-by'].flatMap((clause, entry) => {
        const path = ['checklist', at, 'outcomes', index, 'shown-by', entry]
        return [outcomeKey(id, at, index), answerKey(id, 'checklist', at)].map((key) => ({ key, clause, path }))
      }),
    ),
  )
}

function shownByEvidence({ id, checklist }: Signature): readonly EvidenceAnswer[] {
  return checklist.flatMap(({ outcomes }, at) =>
    outcomes.flatMap((outcome, index) =>
      outcome['shown-by-evidence'].map((clause, entry) => ({
        keys: [outcomeKey(id, at, index), answerKey(id, 'checklist', at)],
        clause,
        path: ['checklist', at, 'outcomes', index, 'shown-by-evidence', entry],
      })),
    ),
  )
}

/** @returns the same for the shared questions, with their paths in the file */
export function topicAnswerClauses(questions: readonly Question[]): readonly AnswerClause[] {
  const place = { id: TOPIC, kind: 'ask' } as const
  return [...answeredBy(questions, place), ...saysOf(questions, place)].map(({ path, ...it }) => ({
    ...it,
    path: path.with(0, 'ask-when'),
  }))
}

interface Place<Kind> {
  readonly id: string
  readonly kind: Kind
}

function answeredBy(texts: readonly (Answerable | null)[], { id, kind }: Place<AnswerableKind>): AnswerClause[] {
  return texts.flatMap((it, at) =>
    (it?.['answered-by'] ?? []).map((clause, index) => ({
      key: answerKey(id, kind, at),
      clause,
      path: [...placeOf(kind, at), 'answered-by', index],
    })),
  )
}

/** The path of a text in the file. */
function placeOf(kind: TextKind, at: number): readonly PropertyKey[] {
  return kind === 'confused-with' ? [kind, at, 'ask'] : [kind, at]
}

function saysOf(texts: readonly ({ when?: When | undefined } | null)[], { id, kind }: Place<TextKind>): AnswerClause[] {
  return texts.flatMap((it, at) => {
    const { says, tells } = it?.when ?? {}
    const key = saysKey(id, kind, at)
    const place = [...placeOf(kind, at), 'when']
    return [
      ...(says === undefined ? [] : [{ key, clause: saysClause([says].flat()), path: [...place, 'says'] }]),
      ...[tells ?? []].flat().map((near) => ({ key, clause: tellsClause(near), path: [...place, 'tells'] })),
    ]
  })
}

function saysClause(regex: string[]): Clause {
  return { id: 'says', in: ['any'], strength: 'supporting', regex, case: 'ignore' }
}

function tellsClause(near: Near): Clause {
  return { id: 'tells', in: ['title', 'prose', 'quote'], strength: 'supporting', near, case: 'ignore' }
}

interface AnswerClause {
  readonly key: string
  readonly clause: Clause
  readonly path: readonly PropertyKey[]
}
