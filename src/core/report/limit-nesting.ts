/**
 * Keeps the Markdown parser's run time linear. Nesting and unmatched emphasis or brackets take it quadratic time, and
 * very deep nesting overflows its stack. Markdown characters beyond the limits below are replaced with stand-ins before
 * parsing and restored in the parsed text, so that only structure that no reader could follow is lost.
 */

import { limitLookAhead } from './look-ahead.ts'
import { beginsParagraph, offsetBeyondBudget } from './parse-cost.ts'
import { standIn, standInForAll, withMarks, withoutStandIns } from './stand-ins.ts'

/**
 * Maximum levels of nested block quotes, list markers on one line, and columns before a list marker (two per level).
 */
export const MAX_QUOTE_DEPTH = 8
const MAX_LISTS_PER_LINE = 4
const MAX_LIST_INDENT = 32
/** Maximum number of list items in a body. The longest real report seen so far has about 300. */
export const MAX_LIST_ITEMS = 2000
/** Maximum number of lines between two blank lines that continue a list or quotation without its marker. */
export const MAX_LAZY_LINES = 300
/** Maximum number of `*`, `_`, `~`, `[` and `]` characters between two blank lines. */
const MAX_MARKS_PER_BLOCK = 600
/**
 * Number of characters at the start of a paragraph within which emphasis and links are recognised. A longer paragraph
 * is an unfenced log.
 */
const MAX_MARKED_LENGTH = 16_000
/**
 * Maximum number of characters that the parser reads ahead in a body. No text is read ahead twice for delimiters of one
 * kind, and people use 2 or 3 kinds.
 */
const MAX_READ_AHEAD = 200_000

/** A request as `curl -v` prints it, where `>` does not start a quotation. */
const CURL_REQUEST =
  /^> (?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+ HTTP\/|(?:host|user-agent|accept|authorization|content-type|content-length|mcp-[\w-]+|x-[\w-]+): )/i

/** Character references to a line end, which would start a line that the source does not have. */
const LINE_REFERENCE = /&(?=(?:#0{0,6}1[03]|#x0{0,5}[ad]|NewLine);)/gi

/**
 * @param markdown untrusted text
 * @returns text of the same length, with stand-ins in place of some Markdown characters; for `parseMarkdown` only
 */
export function limitNesting(markdown: string): string {
  let items = 0
  let readAhead = 0
  const masked = withoutStandIns(markdown)
    .replace(LINE_REFERENCE, standIn)
    .replace(/\r(?!\n)/g, '\n')
    .split(/(\n[ \t\r]*\n)/)
    .map((block) => {
      const counts = count(block)
      items += counts.items
      const dropStructure = items > MAX_LIST_ITEMS || (counts.markers > 0 && counts.lazy > MAX_LAZY_LINES)
      const lines = maskBlock(block, { dropStructure, dropEmphasis: counts.marks > MAX_MARKS_PER_BLOCK })
      const { text, read } = limitLookAhead(lines, MAX_READ_AHEAD - readAhead)
      readAhead += read
      return text
    })
    .join('')
  const end = offsetBeyondBudget(masked)
  return masked.slice(0, end) + standInForAll(masked.slice(end))
}

/** @param text from a tree that was parsed from masked Markdown */
export function restoreMarks(text: string): string {
  return withMarks(text)
}

const LIST_LINE = /^[ \t>]{0,200}(?:[-+*]|\d{1,9}[.)])(?:[ \t\r]|$)/

function count(block: string): { items: number; markers: number; lazy: number; marks: number } {
  const lines = block.split('\n')
  const items = lines.filter((line) => LIST_LINE.test(line)).length
  const markers = items + lines.filter((line) => /^[ \t]{0,3}>/.test(line)).length
  return { items, markers, lazy: lines.length - markers, marks: block.match(/[*_~[\]]/g)?.length ?? 0 }
}

interface Masking {
  /** Masks the quote and list markers in the block. */
  readonly dropStructure: boolean
  /** Masks the emphasis and links in the block. */
  readonly dropEmphasis: boolean
}

function maskBlock(block: string, { dropStructure, dropEmphasis }: Masking): string {
  let length = 0
  return block
    .split('\n')
    .map((line) => {
      const text = CURL_REQUEST.test(line) ? standIn('>') + line.slice(1) : line
      const { prefix, rest } = maskPrefix(text, dropStructure)
      if (beginsParagraph(line)) length = 0
      const marked = dropEmphasis ? 0 : Math.max(0, MAX_MARKED_LENGTH - length)
      length += line.length + 1
      return prefix + rest.slice(0, marked) + withoutEmphasis(rest.slice(marked))
    })
    .join('\n')
}

/** Keeps tildes at the start of a line, which may be a fence. */
function withoutEmphasis(text: string): string {
  const fence = /^[ \t]*~{3,}/.exec(text)?.[0] ?? ''
  return fence + text.slice(fence.length).replace(/[*_~[\]]/g, standIn)
}

/** Reads the quote and list markers at the start of a line and masks those beyond the limits, or all of them. */
function maskPrefix(line: string, all: boolean): { prefix: string; rest: string } {
  const marker = /[ \t]*(?:(>)|([-+*])(?=[ \t\r]|$)|\d{1,9}([.)])(?=[ \t\r]|$))/y
  let prefix = ''
  let quotes = 0
  let lists = 0
  for (let match = marker.exec(line); match !== null; match = marker.exec(line)) {
    const mark = match[1] ?? match[2] ?? match[3] ?? ''
    const tooDeep =
      mark === '>' ? ++quotes > MAX_QUOTE_DEPTH : ++lists > MAX_LISTS_PER_LINE || match[0].length > MAX_LIST_INDENT
    prefix += all || tooDeep ? match[0].slice(0, -1) + standIn(mark) : match[0]
  }
  return { prefix, rest: line.slice(prefix.length) }
}
