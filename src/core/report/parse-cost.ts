/**
 * Estimates an upper bound on the Markdown parser's cost, line by line. The parser is fast on text that people write. A
 * body that consists only of delimiters, one-letter lines or lists that start and end takes the parser seconds, even
 * within GitHub's length limit.
 */

/** In microseconds, measured on a busy machine. */
const LINE = 8
const FIRST_LINE = 12
const BLANK_LINE = 4
const LIST_MARKER = 25
const QUOTE_MARKER = 10
const MARK = 4
const EXPENSIVE_MARKS: Readonly<Record<string, number>> = { ']': 20, '|': 14 }
/**
 * Per earlier delimiter and line in the paragraph. The parser goes back over them and copies the text between
 * delimiters.
 */
const EMPHASIS_BACK = 0.25
const LABEL_BACK = 0.3
const MARK_BACK = 0.002
/** Per earlier character in the paragraph. */
const LABEL_TEXT_BACK = 0.015
/** Per event so far: the parser copies all events of lists and quotations whenever a list or quotation ends. */
const CONTAINER_BACK = 0.02
const EVENTS_OF_LINE = 2
const EVENTS_OF_MARKER = 8

/** Of about 5,000 real reports, the most expensive costs a third of this, and the median a hundredth. */
const MAX_COST = 100_000

/** Underscores count only at the edge of a word: inside a word, they neither open nor close emphasis. */
const MARKS = /\*+|~+|(?<![A-Za-z0-9_])_+|_(?![A-Za-z0-9_])|[\\&<`[\]!|]/g
/** Quote and list markers at the start of a line, except those that `limitNesting` has masked. */
const PREFIX = /^(?:[ \t]*(?:>|[-+*](?=[ \t\r]|$)|\d{1,9}[.)](?=[ \t\r]|$)))+/
/** A heading or a list item, which ends the paragraph before it. */
const FIRST_OF_PARAGRAPH = /^ {0,3}(?:#{1,6}[ \t]|[-+*][ \t]+[^ \t\r])/
/** A blank line in Markdown, which recognises no other white space. */
const BLANK = /^[ \t\r]*$/

/** Returns true for a line that starts a new paragraph without a blank line before it, unless the line is code. */
export const beginsParagraph = (line: string): boolean => FIRST_OF_PARAGRAPH.test(line)

/** The state that determines the cost of the next line. */
interface ParserLoad {
  /** Number of delimiters and lines in the paragraph so far. */
  marks: number
  /** Number of characters in the paragraph so far. */
  length: number
  /** Number of events of all lists and quotations so far. */
  events: number
  /** Number of lists and quotations that may be open. */
  depth: number
  quoted: boolean
}

/**
 * @param markdown as passed to the parser
 * @returns the offset of the line that exceeds the budget, or the length of the text when no line does
 */
export function offsetBeyondBudget(markdown: string): number {
  const load: ParserLoad = { marks: 0, length: 0, events: 0, depth: 0, quoted: false }
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

function endBlock(load: ParserLoad): number {
  load.marks = 0
  load.length = 0
  return BLANK_LINE
}

function lineCost(line: string, load: ParserLoad): number {
  if (beginsParagraph(line)) endBlock(load)
  let cost = load.length === 0 ? LINE + FIRST_LINE : LINE
  for (const { 0: mark, index } of line.matchAll(MARKS)) {
    load.marks++
    cost += (EXPENSIVE_MARKS[mark] ?? MARK) + load.marks * lookBackCost(mark)
    if (mark === ']') cost += (load.length + index) * LABEL_TEXT_BACK
  }
  load.marks++
  load.length += line.length + 1
  return cost
}

function lookBackCost(mark: string): number {
  if (mark === ']') return LABEL_BACK
  return '*_~'.includes(mark.charAt(0)) ? EMPHASIS_BACK : MARK_BACK
}

/** A list or quotation ends at a line with fewer levels than the line before, or at a marker of another list. */
function containerCost(line: string, load: ParserLoad): number {
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

/** The maximum number of list levels that a line's indentation allows. */
function indentation(line: string): number {
  return Math.floor((line.length - line.trimStart().length) / 2)
}
