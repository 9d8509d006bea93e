/**
 * Splits a table into rows of cells. Follows RFC 4180 but tolerates common deviations: a quote inside an unquoted cell
 * is literal, and so are the quotes around a cell that has text after its closing quote. Runs in linear time.
 */

export interface Row {
  /** 1-based number of the line on which the row starts. */
  readonly line: number
  readonly cells: readonly string[]
}

/** Start of a row: its offset and its 1-based line number. */
export interface RowPosition {
  readonly at: number
  readonly line: number
}

/** For each delimiter, a pattern that matches an unquoted cell up to the next delimiter or line break. */
const BARE_CELL = { ',': /[^,\n]*/y, '\t': /[^\t\n]*/y, ';': /[^;\n]*/y } as const

export type Delimiter = keyof typeof BARE_CELL

/** @throws SyntaxError when a quoted cell is never closed */
export function* csvRows(text: string, delimiter: Delimiter, { at, line }: RowPosition): Generator<Row> {
  let cells: string[] = []
  let rowLine = line
  let nextLine = line
  for (let start = at; start < text.length || cells.length > 0; ) {
    const { value, end } = readCell(text, start, delimiter)
    cells.push(value)
    nextLine += countLineBreaks(value)
    start = end + 1
    if (text[end] === delimiter) continue
    yield { line: rowLine, cells }
    cells = []
    rowLine = ++nextLine
  }
}

interface Cell {
  readonly value: string
  /** Index of the delimiter or line break after the cell, or the length of the text. */
  readonly end: number
}

function readCell(text: string, start: number, delimiter: Delimiter): Cell {
  if (text[start] !== '"') return readBare(text, start, delimiter)
  const close = endOfQuoted(text, start)
  const inside = text.slice(start + 1, close).replaceAll('""', '"')
  const next = text[close + 1]
  if (next === undefined || next === delimiter || next === '\n') return { value: inside, end: close + 1 }
  const { value, end } = readBare(text, close + 1, delimiter)
  return { value: `"${inside}"${value}`, end }
}

function readBare(text: string, start: number, delimiter: Delimiter): Cell {
  const pattern = BARE_CELL[delimiter]
  pattern.lastIndex = start
  const value = pattern.exec(text)?.[0] ?? ''
  return { value, end: start + value.length }
}

/** @returns index of the closing quote for the cell that starts at `start`; two quotes in a row are an escaped quote */
function endOfQuoted(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 2)) {
    if (text[quote + 1] !== '"') return quote
  }
  throw new SyntaxError('a quoted cell is never closed')
}

function countLineBreaks(value: string): number {
  let count = 0
  for (let at = value.indexOf('\n'); at !== -1; at = value.indexOf('\n', at + 1)) count++
  return count
}
