/**
 * Removes characters that people cannot see and that break parsing. It runs before redaction, so that a colour code or
 * a zero-width space inside a credential cannot hide it. Every line keeps its number.
 */
import { withoutBareColours, withoutSequences } from './terminal-sequences.ts'

/**
 * Zero-width and bidirectional characters (CVE-2021-42574), soft hyphen, BOM, tags, private use; then the invisible
 * characters of other classes: variation selectors, joiners, and fillers of Hangul and Khmer.
 */
const INVISIBLE =
  /[\p{Cf}\p{Co}]|\p{Variation_Selector}|\u{34f}|\u{115f}|\u{1160}|\u{17b4}|\u{17b5}|\u{3164}|\u{ffa0}/gu

/**
 * Matches text that needs cleaning. Most lines of a log are printable ASCII without the start of a bare colour code.
 */
const UNCLEAN = /[^\t\n -~]|\[\d/

/** Controls that a terminal skips inside a sequence, and noncharacters, which `limit-nesting.ts` uses as stand-ins. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern finds control characters
const SKIPPED = /[\x00-\x06\x08\x0e-\x1a\x1c-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]/g

/** The rest of C0 and C1, except tab and line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern finds control characters
const CONTROL = /[\x07\x1b\x80-\x84\x86-\x9f]/g

/** Breaks that neither GitHub nor Markdown treats as line ends, and the no-break space, which breaks word patterns. */
const ODD_SPACE = /[\r\v\f\u0085\u00a0\u2028\u2029]/g

/**
 * @param text any text from an issue
 * @returns well-formed text with `\n` line ends, no invisible characters and the same number of lines
 */
export function cleanText(text: string): string {
  if (!UNCLEAN.test(text)) return text
  const visible = withoutInvisible(text.replaceAll('\r\n', '\n'))
  return withoutBareColours(visible.replace(ODD_SPACE, ' ').replace(CONTROL, ''))
}

/** Returns well-formed text without invisible characters. White space and cursor controls stay. */
export function withoutInvisible(text: string): string {
  // Sequences go last, because an invisible character can be inside a sequence.
  return withoutSequences(text.toWellFormed().replace(INVISIBLE, '').replace(SKIPPED, ''))
}
