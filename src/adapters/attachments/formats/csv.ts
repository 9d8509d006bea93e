/**
 * Reads tables of log entries, as exported by the Windows Event Viewer, `Export-Csv` and log services. The delimiter is
 * a comma, tab or semicolon.
 */
import { csvRows, type Delimiter } from './csv-rows.ts'
import { formatEntry, isLogEntry } from './log-entry.ts'
import { type Block, padToLines } from './place-lines.ts'

/**
 * In characters. Longer tables are left unchanged, because the result and the original are in memory at the same time.
 */
const MAX_TABLE_LENGTH = 4_000_000
/** Column names are repeated on every line, so their number and length are limited. */
const MAX_COLUMNS = 64
const MAX_HEADING_LENGTH = 40
/** Maximum number of cells in one row; free text with commas adds a few dozen. */
const MAX_CELLS = 1_000

/** Maximum factor by which the text may grow: short rows with long column names would grow without limit. */
const MAX_GROWTH = 2

/**
 * Keeps line numbers: an entry starts on the line where its row starts, and line breaks within its cells are kept.
 * @returns null for text that is not a table of log entries
 */
export function readCsv(text: string): string | null {
  const header = readHeader(text)
  if (header === null || text.length > MAX_TABLE_LENGTH) return null
  const { names, delimiter, at, line } = header
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
  /** Offset and 1-based number of the header line. */
  readonly at: number
  readonly line: number
}

const DELIMITERS: readonly Delimiter[] = [',', '\t', ';']

/** PowerShell 5 writes a line with the object type above the header. */
function readHeader(text: string): Header | null {
  const skipped = text.startsWith('#TYPE ') ? 1 : 0
  const at = skipped === 0 ? 0 : text.indexOf('\n') + 1
  const line = text.slice(at, 4_000).split('\n')[0] ?? ''
  const delimiter = DELIMITERS.find((candidate) => line.split(candidate).length >= 3)
  if (delimiter === undefined) return null
  const headings = line.split(delimiter).map((heading) => heading.trim().replaceAll('"', ''))
  if (headings.length > MAX_COLUMNS || headings.some((heading) => heading.length > MAX_HEADING_LENGTH)) return null
  // Event Viewer exports have no heading for the last column, the message.
  const names = headings.includes('Event ID') && !headings.includes('Message') ? [...headings, 'Message'] : headings
  const isLog = isLogEntry(Object.fromEntries(names.map((name) => [name, 'x'])))
  return isLog ? { names, delimiter, at, line: skipped + 1 } : null
}
