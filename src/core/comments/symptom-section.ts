/** The part of an answer that only a symptom has: what it can come from, and what decides between that. */
import { saysKey } from '../signatures/answers.ts'
import { appliesTo } from '../signatures/applies.ts'
import type { Signature } from '../signatures/schema.ts'
import { endSentence, renderAuthored } from './authored.ts'
import type { Captures } from './captured-value.ts'
import type { ReportFacts } from './remedies-section.ts'

/**
 * @returns the causes that fit the report, which stay visible because none of them is known; an empty string for a
 *   failure, whose cause is known
 */
export function renderSymptom(signature: Signature, { environment, answers }: ReportFacts, captures: Captures): string {
  if (signature.kind !== 'symptom') return ''
  const said = new Set(answers.map(({ id }) => id))
  const causes = signature.causes
    .filter(({ when }, at) => appliesTo(when, environment, said.has(saysKey(signature.id, 'causes', at))))
    .map(({ text }) => renderAuthored(text, captures))
    .filter((text) => text !== '')
    .map((text) => `- ${endSentence(text)}`)
  return `Several causes are possible:\n\n${causes.join('\n')}`
}

/** @returns the deciding observation as a question; an empty string for a failure */
export function renderDeciding(signature: Signature, captures: Captures): string {
  const deciding = renderAuthored(signature.deciding ?? '', captures)
  return deciding === '' ? '' : `**What decides:** ${deciding}`
}
