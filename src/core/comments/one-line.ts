/** Removes invisible characters from untrusted text and shortens it. Does not know about Markdown. */

import { withoutInvisible } from '../report/clean-text.ts'

/**
 * Removes invisible characters; every line break becomes `\n` and every other white space becomes a plain space.
 * Idempotent. A report is already clean and stays unchanged, because it was redacted in this form.
 */
export function normalizeSpaces(text: string): string {
  return withoutInvisible(text)
    .replace(/\r\n?|\p{Zl}|\p{Zp}/gu, '\n')
    .replace(/[\t\p{Zs}]/gu, ' ')
    .replace(/(?!\n)\p{Cc}/gu, '')
}

/** Puts clean text on one line with single spaces. */
export function oneLine(text: string): string {
  return normalizeSpaces(text).replace(/\s+/g, ' ').trim()
}

/**
 * Cuts the text to at most `max` UTF-16 code units and adds an ellipsis. Cuts at a space if one is in the second half.
 * @param max at least 2
 */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max - 1)
  const space = cut.lastIndexOf(' ')
  const end = space >= max / 2 ? space : cut.length
  // Half a surrogate pair at the end would become a replacement character.
  return `${cut.slice(0, end).replace(/[\uD800-\uDBFF]$/, '')}…`
}
