/**
 * Names what a report may already contain of a signature: the answer to a question or a step, and the words that a text
 * is only for (`when.says`).
 */
import type { Clause } from './clause-schema.ts'
import type { Question, Signature, When } from './schema.ts'

/** @param at index among the signature's questions or steps */
export function answerKey(signature: string, kind: 'ask' | 'checklist', at: number): string {
  return `${signature}/${kind}/${at}`
}

/** @param id of a generic message */
export function genericAnswerKey(id: string): string {
  return `generic message/${id}`
}

/** The texts of a signature that can be for certain reports only. */
export type TextKind = 'ask' | 'checklist' | 'causes' | 'remedies'

/** @param at index among the signature's texts of this kind */
export function saysKey(signature: string, kind: TextKind, at: number): string {
  return `${signature}/${kind}/${at}/says`
}

/** The owner of the shared questions, in the place of a signature. */
export const TOPIC = 'topic'

/**
 * @returns every `answered-by` clause with the key of its question or step, every `when.says` with the key of its text,
 *   and their paths in the file
 */
export function answerClauses(signature: Signature): readonly AnswerClause[] {
  const { id } = signature
  return [
    ...(['ask', 'checklist'] as const).flatMap((kind) => answeredBy(signature[kind], { id, kind })),
    ...(['ask', 'checklist', 'causes', 'remedies'] as const).flatMap((kind) => saysOf(signature[kind], { id, kind })),
  ]
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

function answeredBy(
  texts: readonly Pick<Question, 'answered-by'>[],
  { id, kind }: Place<'ask' | 'checklist'>,
): AnswerClause[] {
  return texts.flatMap((it, at) =>
    it['answered-by'].map((clause, index) => ({
      key: answerKey(id, kind, at),
      clause,
      path: [kind, at, 'answered-by', index],
    })),
  )
}

function saysOf(texts: readonly { when?: When | undefined }[], { id, kind }: Place<TextKind>): AnswerClause[] {
  return texts.flatMap(({ when }, at) =>
    when?.says === undefined
      ? []
      : [{ key: saysKey(id, kind, at), clause: saysClause([when.says].flat()), path: [kind, at, 'when', 'says'] }],
  )
}

function saysClause(regex: string[]): Clause {
  return { id: 'says', in: ['any'], strength: 'supporting', regex, case: 'ignore' }
}

interface AnswerClause {
  readonly key: string
  readonly clause: Clause
  readonly path: readonly PropertyKey[]
}
