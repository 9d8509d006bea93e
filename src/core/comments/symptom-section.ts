/** The part of an answer that only a symptom has: what it can come from, and what decides between that. */
import { fittingTexts, type ReportFacts } from '../signatures/fitting-texts.ts'
import type { Signature } from '../signatures/schema.ts'
import { endSentence, renderAuthored } from './authored.ts'
import type { Captures } from './captured-value.ts'

/**
 * @returns the causes that fit the report, which stay visible because none of them is known; an empty string for a
 *   failure, whose cause is known
 */
export function renderSymptom(signature: Signature, facts: ReportFacts, captures: Captures): string {
  if (signature.kind !== 'symptom') return ''
  const causes = fittingTexts(signature.causes, { id: signature.id, kind: 'causes' }, facts)
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
