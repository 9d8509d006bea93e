/**
 * Stand-ins: characters that replace Markdown characters while a text is parsed, so that the parser treats them as
 * letters. A stand-in is one UTF-16 unit, like the character that it replaces, so every offset into the text stays
 * valid.
 */

const MASKED = '*_[]>-+.)&`<~|#\\!\n'
const FIRST = 0xfdd0
/** Unicode noncharacters. `cleanText` removes them; any that are left are replaced before masking. */
const NONCHARACTERS = /[\ufdd0-\ufdef]/g
const REPLACEMENT = '\ufffd'

const STAND_INS: ReadonlyMap<string, string> = new Map(
  Array.from(MASKED, (mark, index) => [mark, String.fromCharCode(FIRST + index)]),
)
const EVERY_MARK = /[*_[\]>\-+.)&`<~|#\\!\n]/g

/** The stand-in for a line end. */
export const LINE_END = standIn('\n')

/** Returns the stand-in for a Markdown character, and any other character unchanged. */
export function standIn(mark: string): string {
  return STAND_INS.get(mark) ?? mark
}

/** Replaces every Markdown character and line end in a text with its stand-in. */
export function standInForAll(text: string): string {
  return text.replace(EVERY_MARK, standIn)
}

/** Replaces stand-ins with the original characters. */
export function withMarks(text: string): string {
  return text.replace(NONCHARACTERS, (it) => MASKED[it.charCodeAt(0) - FIRST] ?? it)
}

/** Replaces characters in the text that look like stand-ins with U+FFFD. */
export function withoutStandIns(text: string): string {
  return text.replace(NONCHARACTERS, REPLACEMENT)
}
