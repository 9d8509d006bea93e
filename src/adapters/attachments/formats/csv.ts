/** Tables of log entries: exports of the Windows event viewer, `Export-Csv`, log services. Commas, tabs or semicolons. */
import { csvRows, type Delimiter } from './csv-rows.ts'
import { formatEntry, isLogEntry } from './log-entry.ts'
import { type Block, padToLines } from './place-lines.ts'

/** Longer ones stay as they are: what is made of one stands in memory beside it. In characters. */
const MAX_TABLE_LENGTH = 4_000_000
/** Names of columns are repeated on every line, so they must not be long. */
const MAX_COLUMNS = 64
const MAX_HEADING_LENGTH = 40
/** Of one row; a free text with commas in it has some dozens too many. */
const MAX_CELLS = 1_000

/** How far the text may grow, against short rows under long names. */
const MAX_GROWTH = 2

/**
 * Line n is line n of the file: an entry begins on the line where its row begins, and line ends within its cells stay.
 * @returns null for text that is no table of log entries
 */
export function readCsv(text: string): string | null {
  const head = header(text)
  if (head === null || text.length > MAX_TABLE_LENGTH) return null
  const { names, delimiter, at, line } = head
  const end = text.indexOf('\n', at)
  const blocks: Block[] = [{ line, lines: [text.slice(at, end === -1 ? text.length : end)] }]
  let size = 0
  for (const row of csvRows(text, delimiter, { at: end === -1 ? text.length : end + 1, line: line + 1 })) {
    const entry = row.cells.length > MAX_CELLS ? null : readRow(row.cells, names)
    size += (entry?.length ?? 0) + 1
    if (entry === null || size > text.length * MAX_GROWTH + 4096) return null
    blocks.push({ line: row.line, lines: entry.split('\n') })
  }
  return blocks.length >= 2 ? padToLines(blocks) : null
}

function readRow(cells: readonly string[], names: readonly string[]): string {
  const fields = cells.flatMap((cell, at) => {
    const name = names[at] ?? (cell === '' ? undefined : `column ${at + 1}`)
    return name === undefined ? [] : [[name, cell.replaceAll('\r', '')]]
  })
  return formatEntry(Object.fromEntries(fields))
}

interface Header {
  readonly names: readonly string[]
  readonly delimiter: Delimiter
  /** Offset of its line, and the line. */
  readonly at: number
  readonly line: number
}

const DELIMITERS: readonly Delimiter[] = [',', '\t', ';']

/** PowerShell 5 writes the type of the objects above the names. */
function header(text: string): Header | null {
  const skipped = text.startsWith('#TYPE ') ? 1 : 0
  const at = skipped === 0 ? 0 : text.indexOf('\n') + 1
  const line = text.slice(at, 4_000).split('\n')[0] ?? ''
  const delimiter = DELIMITERS.find((it) => line.split(it).length >= 3)
  if (delimiter === undefined) return null
  const headings = line.split(delimiter).map((it) => it.trim().replaceAll('"', ''))
  if (headings.length > MAX_COLUMNS || headings.some((it) => it.length > MAX_HEADING_LENGTH)) return null
  // The event viewer gives the messages, its last column, no name.
  const names = headings.includes('Event ID') && !headings.includes('Message') ? [...headings, 'Message'] : headings
  const isLog = isLogEntry(Object.fromEntries(names.map((name) => [name, 'x'])))
  return isLog ? { names, delimiter, at, line: skipped + 1 } : null
}
