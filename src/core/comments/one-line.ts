/** Removes from hostile text what a reader cannot see, and shortens it. Nothing here knows Markdown. */

import { withoutInvisible } from '../report/clean-text.ts'

/**
 * The text without invisible characters; every line break is `\n` and every other white space is one plain space.
 * Idempotent. A report is clean already, and nothing more is taken out of it here: it was redacted as it reads.
 */
export function normalizeSpaces(text: string): string {
  return withoutInvisible(text)
    .replace(/\r\n?|\p{Zl}|\p{Zp}/gu, '\n')
    .replace(/[\t\p{Zs}]/gu, ' ')
    .replace(/(?!\n)\p{Cc}/gu, '')
}

/** Clean text on one line, with single spaces. */
export function oneLine(text: string): string {
  return normalizeSpaces(text).replace(/\s+/g, ' ').trim()
}

/**
 * The text cut to at most `max` UTF-16 units, at a word where one ends in the second half, with an ellipsis.
 * @param max at least 2
 */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max - 1)
  const space = cut.lastIndexOf(' ')
  const end = space >= max / 2 ? space : cut.length
  // Half of a surrogate pair at the end would become a replacement character.
  return `${cut.slice(0, end).replace(/[\uD800-\uDBFF]$/, '')}…`
}
