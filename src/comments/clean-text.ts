/** Removes from hostile text what a reader cannot see, and shortens it. Nothing here knows Markdown. */

const ESCAPE = String.fromCodePoint(0x1b)
/** Terminal colours and cursor moves, which logs are full of. */
const TERMINAL_SEQUENCE = new RegExp(`${ESCAPE}\\[[0-9;?]*[ -/]*[@-~]`, 'g')
/** Control, format (bidi, zero-width, tags) and private-use characters, line feed excepted. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Co}]/gu
/** Characters of other classes that print nothing: variation selectors, joiners and fillers of Hangul and Khmer. */
const BLANKS = /\p{Variation_Selector}|\u{34f}|\u{115f}|\u{1160}|\u{17b4}|\u{17b5}|\u{3164}|\u{ffa0}/gu

/**
 * The text without invisible characters; every line break is `\n` and every other white space is one plain space.
 * Idempotent.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(TERMINAL_SEQUENCE, '')
    .replace(/\r\n?|\p{Zl}|\p{Zp}/gu, '\n')
    .replace(/[\t\p{Zs}]/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(BLANKS, '')
}

/** Clean text on one line, with single spaces. */
export function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
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
