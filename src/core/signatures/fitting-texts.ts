/** Chooses the texts of a signature that are for a given report, as their `when` says. */
import type { Environment } from '../report/report.ts'
import { saysKey, type TextKind } from './answers.ts'
import { appliesTo } from './applies.ts'
import type { When } from './schema.ts'

/** Which texts these are. */
export interface TextPlace {
  /** Id of the signature. */
  readonly id: string
  readonly kind: TextKind
}

/** What decides which texts are for a report. */
export interface ReportFacts {
  readonly report: { readonly environment: Environment }
  readonly diagnosis: { readonly answers: readonly { readonly id: string }[] }
}

/** @param texts all of the signature's texts of this kind */
export function fittingTexts<T extends { readonly when?: When | undefined }>(
  texts: readonly T[],
  { id, kind }: TextPlace,
  { report, diagnosis }: ReportFacts,
): readonly T[] {
  const said = new Set(diagnosis.answers.map((answer) => answer.id))
  return texts.filter(({ when }, at) => appliesTo(when, report.environment, said.has(saysKey(id, kind, at))))
}
