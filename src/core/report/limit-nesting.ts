/**
 * Keeps the Markdown parser linear. Nesting and unmatched emphasis or brackets cost it the square of their number, and
 * very deep nesting its stack. Marks beyond the limits below are swapped for stand-ins before parsing and swapped back
 * in whatever text comes out, so that nothing is lost but structure that no reader could have followed.
 */

import { maskOpenings } from './look-ahead.ts'
import { beginsParagraph, endOfBudget } from './parse-cost.ts'
import { standIn, standInForAll, withMarks, withoutStandIns } from './stand-ins.ts'

/** Block quotes inside one another, list markers on one line, and columns before a list marker (two a level). */
export const MAX_QUOTE_DEPTH = 8
const MAX_LISTS_PER_LINE = 4
const MAX_LIST_INDENT = 32
/** List items in one body; the longest real report seen has some 300. */
export const MAX_LIST_ITEMS = 2000
/** Lines between two blank lines that continue a list or quotation without its marker. */
export const MAX_LAZY_LINES = 300
/** `*`, `_`, `~`, `[` and `]` between two blank lines. */
const MAX_MARKS_PER_BLOCK = 600
/** Characters of one paragraph in which emphasis and links are looked for; longer ones are logs without a fence. */
const MAX_MARKED_LENGTH = 16_000
/** Characters in one body. From marks of one kind no text is read ahead twice, and people use two kinds or three. */
const MAX_READ_AHEAD = 200_000

/** A request as `curl -v` prints it; `>` begins no quotation there. */
const CURL_REQUEST =
  /^> (?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+ HTTP\/|(?:host|user-agent|accept|authorization|content-type|content-length|mcp-[\w-]+|x-[\w-]+): )/i

/** References to a line feed would begin a line that the source does not have. */
const LINE_REFERENCE = /&(?=(?:#0{0,6}1[03]|#x0{0,5}[ad]|NewLine);)/gi

/**
 * @param markdown text of a stranger
 * @returns as many characters, in the same places, with stand-ins among them; for `parseMarkdown` alone
 */
export function limitNesting(markdown: string): string {
  let items = 0
  let ahead = 0
  const masked = withoutStandIns(markdown)
    .replace(LINE_REFERENCE, standIn)
    .replace(/\r(?!\n)/g, '\n')
    .split(/(\n[ \t\r]*\n)/)
    .map((block) => {
      const counts = count(block)
      items += counts.items
      const overgrown = items > MAX_LIST_ITEMS || (counts.markers > 0 && counts.lazy > MAX_LAZY_LINES)
      const lines = maskBlock(block, { overgrown, crowded: counts.marks > MAX_MARKS_PER_BLOCK })
      const { text, read } = maskOpenings(lines, MAX_READ_AHEAD - ahead)
      ahead += read
      return text
    })
    .join('')
  const end = endOfBudget(masked)
  return masked.slice(0, end) + standInForAll(masked.slice(end))
}

/** @param text of a tree that was parsed from masked Markdown */
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

/** `overgrown` gives up the block's structure, `crowded` its emphasis and links. */
function maskBlock(block: string, { overgrown, crowded }: { overgrown: boolean; crowded: boolean }): string {
  let length = 0
  return block
    .split('\n')
    .map((line) => {
      const text = CURL_REQUEST.test(line) ? standIn('>') + line.slice(1) : line
      const { prefix, rest } = maskPrefix(text, overgrown)
      if (beginsParagraph(line)) length = 0
      const marked = crowded ? 0 : Math.max(0, MAX_MARKED_LENGTH - length)
      length += line.length + 1
      return prefix + rest.slice(0, marked) + withoutEmphasis(rest.slice(marked))
    })
    .join('\n')
}

/** Tildes that begin a line may be a fence. */
function withoutEmphasis(text: string): string {
  const fence = /^[ \t]*~{3,}/.exec(text)?.[0] ?? ''
  return fence + text.slice(fence.length).replace(/[*_~[\]]/g, standIn)
}

/** Walks over the quote and list markers that begin a line. */
function maskPrefix(line: string, all: boolean): { prefix: string; rest: string } {
  const marker = /[ \t]*(?:(>)|([-+*])(?=[ \t\r]|$)|\d{1,9}([.)])(?=[ \t\r]|$))/y
  let prefix = ''
  let quotes = 0
  let lists = 0
  for (let match = marker.exec(line); match !== null; match = marker.exec(line)) {
    const sign = match[1] ?? match[2] ?? match[3] ?? ''
    const tooDeep =
      sign === '>' ? ++quotes > MAX_QUOTE_DEPTH : ++lists > MAX_LISTS_PER_LINE || match[0].length > MAX_LIST_INDENT
    prefix += all || tooDeep ? match[0].slice(0, -1) + standIn(sign) : match[0]
  }
  return { prefix, rest: line.slice(prefix.length) }
}
