/** Names the questions and steps of a signature whose answer a report may already contain. */
import type { Clause } from './clause-schema.ts'
import type { Signature } from './schema.ts'

/** @param at index among the signature's questions or steps */
export function answerKey(signature: string, kind: 'ask' | 'checklist', at: number): string {
  return `${signature}/${kind}/${at}`
}

/** @param id of a generic message */
export function genericAnswerKey(id: string): string {
  return `generic message/${id}`
}

/** @returns every `answered-by` clause with the key of its question or step, and its path in the file */
export function answerClauses(signature: Signature): readonly AnswerClause[] {
  return (['ask', 'checklist'] as const).flatMap((kind) =>
    signature[kind].flatMap((it, at) =>
      it['answered-by'].map((clause, index) => ({
        key: answerKey(signature.id, kind, at),
        clause,
        path: [kind, at, 'answered-by', index],
      })),
    ),
  )
}

interface AnswerClause {
  readonly key: string
  readonly clause: Clause
  readonly path: readonly PropertyKey[]
}
