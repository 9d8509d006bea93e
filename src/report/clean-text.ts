/**
 * Removes what people cannot see and machines trip over. It runs before redaction, so that a colour code or a
 * zero-width space inside a credential cannot hide it. Every line of the result is the same line of the input.
 */

/** ECMA-48 control sequences: colours and cursor moves (CSI), window titles and links (OSC), two-letter escapes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it looks for
const ANSI = /\x1b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\x07\x1b\n]{0,2048}(?:\x07|\x1b\\)|[@-Z\\^_])/g

/** Colour codes whose escape character got lost on the way through a web form. */
const BARE_COLOUR = /\[(?:\d{1,3};){0,5}\d{1,3}m/g

/** Zero-width characters, bidirectional controls (CVE-2021-42574), soft hyphen, BOM, Unicode tags. */
const INVISIBLE =
  /\u034f|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\u{e0001}|[\u{e0020}-\u{e007f}]/gu

/** C0 and C1 controls except tab and line feed; noncharacters, which `shield.ts` uses as stand-ins. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]/g

/** Breaks that neither GitHub nor Markdown count as lines, and the no-break space that word patterns stumble over. */
const ODD_SPACE = /[\r\v\f\u0085\u00a0\u2028\u2029]/g

/**
 * @param text anything that came with an issue
 * @returns well-formed text with `\n` line ends and without invisible characters; as many lines as before
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(ANSI, '')
    .replace(BARE_COLOUR, '')
    .replace(INVISIBLE, '')
    .replace(ODD_SPACE, ' ')
    .replace(CONTROL, '')
}
