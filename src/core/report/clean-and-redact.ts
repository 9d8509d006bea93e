/**
 * Text of any origin goes in; text that may be kept and shown goes out. The two steps have one order: a colour code or a
 * zero-width space inside a credential hides it from redaction, and whoever takes it out afterwards makes it whole again.
 * That is why nothing else in the program calls `redact.ts`.
 */

import { type Redacted, redact, redactCredentials } from '../redaction/redact.ts'
import { cleanText } from './clean-text.ts'

/** @param text cut, if at all, where no word is torn: half a credential is not known as one */
export function cleanAndRedact(text: string): Redacted {
  return redact(cleanText(text))
}

/** The same for a title, a name, a label: on one line, with single blanks. */
export function cleanAndRedactLine(text: string): Redacted {
  return redact(cleanText(text).replace(/\s+/g, ' ').trim())
}

/** Without credentials alone: for messages to somebody whose own folders and addresses they name. */
export function cleanAndRedactCredentials(text: string): string {
  return redactCredentials(cleanText(text))
}

/** Where one word may end and another begin, for every kind of credential. */
const BETWEEN_WORDS = /[\s"',;&<>()[\]{}]/

/**
 * The beginning of a text that is not redacted yet. It ends before the word that the limit tears, since redaction would
 * not know half a credential; what has no word end within the limit is left out.
 */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text
  let end = most
  while (end > 0 && !BETWEEN_WORDS.test(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/** The end of such a text, from behind the word that the limit tears. */
export function endOf(text: string, most: number): string {
  if (text.length <= most) return text
  let start = text.length - most
  while (start < text.length && !BETWEEN_WORDS.test(text.charAt(start))) start++
  return text.slice(start)
}
