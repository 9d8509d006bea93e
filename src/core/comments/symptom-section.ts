/** The part of an answer that only a symptom has: what it can come from, and what decides between that. */
import type { Environment } from '../report/report.ts'
import { appliesTo } from '../signatures/applies.ts'
import type { Signature } from '../signatures/schema.ts'
import { endSentence, renderAuthored } from './authored.ts'
import type { Captures } from './captured-value.ts'

/**
 * @returns the causes that fit the report and the deciding observation as a question; an empty string for a failure,
 *   whose cause is known
 */
export function renderSymptom(signature: Signature, environment: Environment, captures: Captures): string {
  if (signature.kind !== 'symptom') return ''
  const causes = signature.causes
    .filter(({ when }) => appliesTo(when, environment))
    .map(({ text }) => renderAuthored(text, captures))
    .filter((text) => text !== '')
    .map((text) => `- ${endSentence(text)}`)
  const deciding = renderAuthored(signature.deciding ?? '', captures)
  return [
    `It can have several causes, and nothing here decides between them yet:\n\n${causes.join('\n')}`,
    ...(deciding === '' ? [] : [`**What decides:** ${deciding}`]),
  ].join('\n\n')
}
