/**
 * Turns text of any origin into text that may be kept and shown. The order of the two steps is fixed: a colour code or
 * a zero-width space inside a credential hides it from redaction, and removing it afterwards makes the credential whole
 * again. So nothing else in the program calls `redact.ts`.
 */

import { type RedactionResult, redact, redactCredentials } from '../redaction/redact.ts'
import { cleanText } from './clean-text.ts'

/** @param text never cut inside a word: redaction does not recognise half a credential */
export function cleanAndRedact(text: string): RedactionResult {
  return redact(cleanText(text))
}

/** The same for a title, a name or a label. The result is one line with single spaces. */
export function cleanAndRedactLine(text: string): RedactionResult {
  return redact(cleanText(text).replace(/\s+/g, ' ').trim())
}

/** Redacts credentials only, for messages to a user whose own folders and URLs they name. */
export function cleanAndRedactCredentials(text: string): string {
  return redactCredentials(cleanText(text))
}

/** The characters between words, for every kind of credential. */
const BETWEEN_WORDS = /[\s"',;&<>()[\]{}]/

/**
 * Returns the beginning of a text that is not redacted yet. It ends before the word at the limit, since redaction does
 * not recognise half a credential. It is empty when there is no end of a word within the limit.
 * @param maxLength in characters
 */
export function beginningOf(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  let end = maxLength
  while (end > 0 && !BETWEEN_WORDS.test(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/**
 * Returns the end of such a text. It starts after the word at the limit.
 * @param maxLength in characters
 */
export function endOf(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  let start = text.length - maxLength
  while (start < text.length && !BETWEEN_WORDS.test(text.charAt(start))) start++
  return text.slice(start)
}
