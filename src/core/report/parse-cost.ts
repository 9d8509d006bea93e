/**
 * What a text costs the Markdown parser, estimated line by line from above. The parser is made for what people write;
 * nothing but marks, one-letter lines or lists that begin and end take it seconds for what GitHub lets through.
 */

/** In microseconds, as measured on a busy machine. */
const LINE = 8
const FIRST_LINE = 12
const BLANK_LINE = 4
const LIST_MARKER = 25
const QUOTE_MARKER = 10
const MARK = 4
const DEAR_MARKS: Readonly<Record<string, number>> = { ']': 20, '|': 14 }
/** For every mark and line of the paragraph before: it walks back over them, and copies what stands between two marks. */
const EMPHASIS_BACK = 0.25
const LABEL_BACK = 0.3
const MARK_BACK = 0.002
/** For every character of the paragraph before. */
const LABEL_TEXT_BACK = 0.015
/** It copies all that it knows of lists and quotations whenever one ends. */
const CONTAINER_BACK = 0.02
const EVENTS_OF_LINE = 2
const EVENTS_OF_MARKER = 8

/** Of some 5,000 reports the dearest cost a third of it, and one in the middle a hundredth. */
const MAX_COST = 100_000

/** Of underscores, those with no letter or digit before, and those with none behind: others begin and end nothing. */
const MARKS = /\*+|~+|(?<![A-Za-z0-9_])_+|_(?![A-Za-z0-9_])|[\\&<`[\]!|]/g
/** The quote and list markers that begin a line, as far as `shield` has left them. */
const PREFIX = /^(?:[ \t]*(?:>|[-+*](?=[ \t\r]|$)|\d{1,9}[.)](?=[ \t\r]|$)))+/
/** A heading, or an item of a list: what stands before it in the block is another paragraph. */
const FIRST_OF_PARAGRAPH = /^ {0,3}(?:#{1,6}[ \t]|[-+*][ \t]+[^ \t\r])/
/** To Markdown, which knows of no other blanks. */
const BLANK = /^[ \t\r]*$/

/** Whether a line, unless it is code, begins a paragraph of its own without a blank line before it. */
export const beginsParagraph = (line: string): boolean => FIRST_OF_PARAGRAPH.test(line)

/** What the parser has to carry along. */
interface Load {
  /** Marks and lines in the paragraph so far. */
  marks: number
  /** Characters in the paragraph so far. */
  length: number
  /** Of lists and quotations, all of them. */
  events: number
  /** Lists and quotations that may be open. */
  depth: number
  quoted: boolean
}

/**
 * @param markdown as it goes to the parser
 * @returns the offset of the line with which the text gets too dear; the length of the text when it never does
 */
export function endOfBudget(markdown: string): number {
  const load: Load = { marks: 0, length: 0, events: 0, depth: 0, quoted: false }
  let cost = 0
  for (let start = 0; start < markdown.length; ) {
    const next = markdown.indexOf('\n', start) + 1 || markdown.length + 1
    const line = markdown.slice(start, next - 1)
    cost += containerCost(line, load) + (BLANK.test(line) ? endBlock(load) : lineCost(line, load))
    if (cost > MAX_COST) return start
    start = next
  }
  return markdown.length
}

function endBlock(load: Load): number {
  load.marks = 0
  load.length = 0
  return BLANK_LINE
}

function lineCost(line: string, load: Load): number {
  if (beginsParagraph(line)) endBlock(load)
  let cost = load.length === 0 ? LINE + FIRST_LINE : LINE
  for (const { 0: mark, index } of line.matchAll(MARKS)) {
    load.marks++
    cost += (DEAR_MARKS[mark] ?? MARK) + load.marks * backOf(mark)
    if (mark === ']') cost += (load.length + index) * LABEL_TEXT_BACK
  }
  load.marks++
  load.length += line.length + 1
  return cost
}

function backOf(mark: string): number {
  if (mark === ']') return LABEL_BACK
  return '*_~'.includes(mark.charAt(0)) ? EMPHASIS_BACK : MARK_BACK
}

/** A list or quotation ends where a line has fewer of them than the line before, or a marker of another list. */
function containerCost(line: string, load: Load): number {
  const prefix = PREFIX.exec(line)?.[0] ?? ''
  const quotes = prefix.split('>').length - 1
  const lists = prefix.split(/[-+*.)]/).length - 1
  const blank = BLANK.test(line)
  const depth = quotes + lists + (blank ? 0 : indentation(line))
  const ends = blank ? load.quoted : depth < load.depth || (lists > 0 && load.depth > 1)
  load.events += EVENTS_OF_LINE + (quotes + lists) * EVENTS_OF_MARKER
  const cost = lists * LIST_MARKER + quotes * QUOTE_MARKER + (ends ? load.events * CONTAINER_BACK : 0)
  if (!blank) load.depth = depth
  load.quoted = blank ? false : quotes > 0 || (load.quoted && load.length > 0)
  return cost
}

/** Levels of lists that a line may stand in by its indentation. */
function indentation(line: string): number {
  return Math.floor((line.length - line.trimStart().length) / 2)
}
