/**
 * Removes characters that people cannot see and that break parsing. It runs before redaction, so that no colour code or
 * zero-width space can hide the credential around it. Every line keeps its number.
 */
import { withoutBareColours, withoutSequences } from './terminal-sequences.ts'

/**
 * Zero-width and bidirectional characters (CVE-2021-42574), soft hyphen, BOM, tags, private use; then invisible
 * characters in other classes: variation selectors, joiners, and Hangul and Khmer fillers.
 */
const INVISIBLE =
  /[\p{Cf}\p{Co}]|\p{Variation_Selector}|\u{34f}|\u{115f}|\u{1160}|\u{17b4}|\u{17b5}|\u{3164}|\u{ffa0}/gu

/** Matches text that needs cleaning. Most log lines are printable ASCII without the start of a bare colour code. */
const UNCLEAN = /[^\t\n -~]|\[\d/

/**
 * Control characters that a terminal skips inside a sequence, and noncharacters, which `limit-nesting.ts` uses as
 * stand-ins.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern finds control characters
const SKIPPED = /[\x00-\x06\x08\x0e-\x1a\x1c-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]/g

/** The remaining C0 and C1 characters, except tab and line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern finds control characters
const CONTROL = /[\x07\x1b\x80-\x84\x86-\x9f]/g

/**
 * Line breaks that neither GitHub nor Markdown treats as such, and the no-break space, which keeps word patterns from
 * matching.
 */
const ODD_SPACE = /[\r\v\f\u0085\u00a0\u2028\u2029]/g

/**
 * @param text any text from an issue
 * @returns well-formed text with `\n` line endings, no invisible characters and the same number of lines
 */
export function cleanText(text: string): string {
  if (!UNCLEAN.test(text)) return text
  const visible = withoutInvisible(text.replaceAll('\r\n', '\n'))
  return withoutBareColours(visible.replace(ODD_SPACE, ' ').replace(CONTROL, ''))
}

/** Returns well-formed text without invisible characters. White space and cursor controls are kept. */
export function withoutInvisible(text: string): string {
  // Sequences are removed last, because an invisible character can be inside a sequence.
  return withoutSequences(text.toWellFormed().replace(INVISIBLE, '').replace(SKIPPED, ''))
}
