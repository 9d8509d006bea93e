/**
 * Turns text from any source into text that is safe to keep and show. The order of the steps is fixed: a colour
 * code or a zero-width space hides the credential around it from redaction, and removing that character later makes the
 * credential whole again. So nothing else in the program calls `redact.ts`.
 */

import { type RedactionResult, redact, redactCredentials } from '../redaction/redact.ts'
import { cleanText } from './clean-text.ts'
import { decodeMessages } from './decode-messages.ts'

/** @param text must not be cut off inside a word, since redaction does not recognise half a credential */
export function cleanAndRedact(text: string): RedactionResult {
  return redact(decodeMessages(cleanText(text)))
}

/** Does the same for a title, a name or a label. The result is one line with single spaces. */
export function cleanAndRedactLine(text: string): RedactionResult {
  return redact(decodeMessages(cleanText(text)).replace(/\s+/g, ' ').trim())
}

/** Redacts only credentials. Used for messages to a user, which may name that user's own folders and URLs. */
export function cleanAndRedactCredentials(text: string): string {
  return redactCredentials(cleanText(text))
}

/** Characters that separate words, whatever the kind of credential. */
const BETWEEN_WORDS = /[\s"',;&<>()[\]{}]/

/**
 * Returns the beginning of a text that has not been redacted yet. The result ends before the word at the limit, since
 * redaction does not recognise half a credential. It is empty if no word ends within the limit.
 * @param maxLength in characters
 */
export function beginningOf(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  let end = maxLength
  while (end > 0 && !BETWEEN_WORDS.test(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/**
 * Returns the end of a text that has not been redacted yet. The result starts after the word at the limit.
 * @param maxLength in characters
 */
export function endOf(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  let start = text.length - maxLength
  while (start < text.length && !BETWEEN_WORDS.test(text.charAt(start))) start++
  return text.slice(start)
}
