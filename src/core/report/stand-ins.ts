/**
 * Characters that stand for marks of Markdown while a text is parsed, so that the parser takes them for letters. Each
 * is one unit of UTF-16, as its mark is: every offset into the text stays what it was.
 */

const MASKED = '*_[]>-+.)&`<~|#\\!\n'
const FIRST = 0xfdd0
/** Unicode noncharacters; `cleanText` removes them, and whoever brings some of their own gets them replaced. */
const NONCHARACTERS = /[\ufdd0-\ufdef]/g
const REPLACEMENT = '\ufffd'

const STAND_INS: ReadonlyMap<string, string> = new Map(
  Array.from(MASKED, (mark, index) => [mark, String.fromCharCode(FIRST + index)]),
)
const EVERY_MARK = /[*_[\]>\-+.)&`<~|#\\!\n]/g

/** Stands for a line end. */
export const LINE_END = standIn('\n')

export function standIn(mark: string): string {
  return STAND_INS.get(mark) ?? mark
}

/** All of a text as letters: no line end, no mark. */
export function standInForAll(text: string): string {
  return text.replace(EVERY_MARK, standIn)
}

/** Marks in place of their stand-ins. */
export function withMarks(text: string): string {
  return text.replace(NONCHARACTERS, (it) => MASKED[it.charCodeAt(0) - FIRST] ?? it)
}

/** The same text without anything that would be taken for a stand-in. */
export function withoutStandIns(text: string): string {
  return text.replace(NONCHARACTERS, REPLACEMENT)
}
