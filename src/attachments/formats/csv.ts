/** Tables of log entries: exports of the Windows event viewer, `Export-Csv`, log services. Commas, tabs or semicolons. */
import { parse } from 'csv-parse/sync'
import { formatEntry, isLogEntry } from './log-entry.ts'
import { type Block, placeLines } from './place-lines.ts'

/** Reading one takes about 0.3 s and 50 MB of memory a megabyte; longer ones stay as they are. In characters. */
const LONGEST_TABLE = 4_000_000
/** Names of columns are repeated on every line, so they must not be long. */
const MOST_COLUMNS = 64
const LONGEST_HEADING = 40

/** How far the text may grow, against short rows under long names. */
const MOST_GROWTH = 2

/**
 * Line n is line n of the file: an entry begins on the line where its row begins, and line ends within its cells stay.
 * @returns null for text that is no table of log entries
 */
export function readCsv(text: string): string | null {
  const head = header(text)
  if (head === null || text.length > LONGEST_TABLE) return null
  const { names, delimiter, skipped } = head
  // The library's types leave out what `info` adds to every record.
  const rows = parse(text, { ...OPTIONS, delimiter, from_line: skipped + 1 }) as unknown as readonly Row[]
  const blocks: Block[] = []
  let line = skipped + 1
  let size = 0
  for (const { record, info } of rows) {
    const fields = Object.fromEntries(
      record.map((cell, at) => [names[at] ?? `column ${at + 1}`, cell.replaceAll('\r', '')]),
    )
    const lines = line === skipped + 1 ? [text.split('\n', line).at(-1) ?? ''] : formatEntry(fields).split('\n')
    size += lines.reduce((sum, it) => sum + it.length + 1, 0)
    if (size > text.length * MOST_GROWTH + 4096) return null
    blocks.push({ line, lines })
    line = info.lines + 1
  }
  return blocks.length >= 2 ? placeLines(blocks) : null
}

const OPTIONS = {
  info: true,
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: false,
  max_record_size: 1_000_000,
} as const

interface Row {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/** PowerShell 5 writes the type of the objects above the names. */
function header(text: string): { names: readonly string[]; delimiter: string; skipped: number } | null {
  const skipped = text.startsWith('#TYPE ') ? 1 : 0
  const line = text.slice(0, 4_000).split('\n')[skipped] ?? ''
  const delimiter = [',', '\t', ';'].find((it) => line.split(it).length >= 3)
  if (delimiter === undefined) return null
  const headings = line.split(delimiter).map((it) => it.trim().replaceAll('"', ''))
  if (headings.length > MOST_COLUMNS || headings.some((it) => it.length > LONGEST_HEADING)) return null
  // The event viewer gives the messages, its last column, no name.
  const names = headings.includes('Event ID') && !headings.includes('Message') ? [...headings, 'Message'] : headings
  return isLogEntry(Object.fromEntries(names.map((name) => [name, 'x']))) ? { names, delimiter, skipped } : null
}
