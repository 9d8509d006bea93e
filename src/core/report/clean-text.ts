/**
 * Removes what people cannot see and machines trip over. It runs before redaction, so that a colour code or a
 * zero-width space inside a credential cannot hide it. Every line of the result is the same line of the input.
 */
import { withoutBareColours, withoutSequences } from './terminal-sequences.ts'

/**
 * Zero-width and bidirectional characters (CVE-2021-42574), soft hyphen, BOM, tags, private use; then those of other
 * classes that print nothing: variation selectors, joiners and fillers of Hangul and Khmer.
 */
const INVISIBLE =
  /[\p{Cf}\p{Co}]|\p{Variation_Selector}|\u{34f}|\u{115f}|\u{1160}|\u{17b4}|\u{17b5}|\u{3164}|\u{ffa0}/gu

/** Most lines of a log have nothing of all this: printable ASCII without the beginning of a bare colour code. */
const UNCLEAN = /[^\t\n -~]|\[\d/

/** Controls that a terminal skips inside a sequence, and noncharacters, which `limit-nesting.ts` uses as stand-ins. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const SKIPPED = /[\x00-\x06\x08\x0e-\x1a\x1c-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]/g

/** What is left of C0 and C1 except tab and line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\x07\x1b\x80-\x84\x86-\x9f]/g

/** Breaks that neither GitHub nor Markdown count as lines, and the no-break space that word patterns stumble over. */
const ODD_SPACE = /[\r\v\f\u0085\u00a0\u2028\u2029]/g

/**
 * @param text anything that came with an issue
 * @returns well-formed text with `\n` line ends and without invisible characters; as many lines as before
 */
export function cleanText(text: string): string {
  if (!UNCLEAN.test(text)) return text
  const visible = withoutInvisible(text.replaceAll('\r\n', '\n'))
  return withoutBareColours(visible.replace(ODD_SPACE, ' ').replace(CONTROL, ''))
}

/** Well-formed text without what prints nothing; white space and the controls that move a cursor stay. */
export function withoutInvisible(text: string): string {
  // Sequences go last: a character that prints nothing can stand inside one as well as inside a word.
  return withoutSequences(text.toWellFormed().replace(INVISIBLE, '').replace(SKIPPED, ''))
}
