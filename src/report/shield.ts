/**
 * Keeps the Markdown parser linear. Nesting and unmatched emphasis or brackets cost it the square of their number, and
 * very deep nesting its stack. Marks beyond the limits below are swapped for stand-ins before parsing and swapped back
 * in whatever text comes out, so that nothing is lost but structure that no reader could have followed.
 */

/** Block quotes inside one another, and list markers on one line. */
export const MAX_QUOTE_DEPTH = 8
export const MAX_LISTS_PER_LINE = 4
/** List items in one body; the longest real report seen has some 300. */
export const MAX_LIST_ITEMS = 3000
/** `*`, `_`, `[` and `]` between two blank lines. */
export const MAX_MARKS_PER_BLOCK = 600

const SHIELDED = '*_[]>-+.)'
/** Unicode noncharacters, which `cleanText` removes from every text before. */
const STAND_INS = Array.from(SHIELDED, (_, index) => String.fromCharCode(0xfdd0 + index))
const ANY_STAND_IN = /[\ufdd0-\ufdd8]/g

/** A request as `curl -v` prints it; `>` begins no quotation there. */
const CURL_REQUEST =
  /^> (?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+ HTTP\/|(?:host|user-agent|accept|authorization|content-type|content-length|mcp-[\w-]+|x-[\w-]+): )/i

export function shield(markdown: string): string {
  const budget = { items: 0 }
  return markdown
    .split(/(\n[ \t]*\n)/)
    .map((block) => shieldBlock(block, budget))
    .join('')
}

export function unshield(text: string): string {
  return text.replace(ANY_STAND_IN, (mark) => SHIELDED[mark.charCodeAt(0) - 0xfdd0] ?? '')
}

function standIn(mark: string): string {
  return STAND_INS[SHIELDED.indexOf(mark)] ?? mark
}

function shieldBlock(block: string, budget: { items: number }): string {
  const crowded = countMarks(block) > MAX_MARKS_PER_BLOCK
  return block
    .split('\n')
    .map((line) => {
      const text = CURL_REQUEST.test(line) ? standIn('>') + line.slice(1) : line
      const { prefix, rest } = shieldPrefix(text, budget)
      return prefix + (crowded ? rest.replace(/[*_[\]]/g, standIn) : rest)
    })
    .join('\n')
}

function countMarks(block: string): number {
  let count = 0
  for (const char of block) if (char === '*' || char === '_' || char === '[' || char === ']') count++
  return count
}

/** Walks over the quote and list markers that begin a line. */
function shieldPrefix(line: string, budget: { items: number }): { prefix: string; rest: string } {
  const marker = /[ \t]*(?:(>)|([-+*])(?=[ \t]|$)|\d{1,9}([.)])(?=[ \t]|$))/y
  let prefix = ''
  let quotes = 0
  let lists = 0
  for (let match = marker.exec(line); match !== null; match = marker.exec(line)) {
    const sign = match[1] ?? match[2] ?? match[3] ?? ''
    const tooMany =
      sign === '>' ? ++quotes > MAX_QUOTE_DEPTH : ++lists > MAX_LISTS_PER_LINE || ++budget.items > MAX_LIST_ITEMS
    prefix += tooMany ? match[0].slice(0, -1) + standIn(sign) : match[0]
  }
  return { prefix, rest: line.slice(prefix.length) }
}
