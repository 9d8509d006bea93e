/**
 * Finds private keys in PEM (RFC 7468) as reporters paste them: complete, cut off at either end, in one line with
 * escaped line breaks, or with a time, a quotation mark or the border of a table around each line.
 */
import type { SecretMatch } from './rule.ts'

const MARKER = /-----(?<edge>BEGIN|END) [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g
/** A key is not longer than this, whatever its format. */
const MAX_KEY_LENGTH = 20_000
/** A line of a key: base64 at its end, after nothing or whatever a logger puts first. */
const KEY_LINE = /(?:^|[\s>|"'])(?:[A-Za-z0-9+/]{32,100}={0,2}|[A-Za-z0-9+/]{1,31}={1,2})[\s"',|\\]{0,8}$/
/** The last line of a cut-off key can go on with other text. */
const KEY_LINE_START = /^[\s>|"']{0,8}[A-Za-z0-9+/]{32,100}={0,2}/
/** A header of an encrypted key (RFC 1421) or of an OpenPGP block, or an empty line before the first line of the key. */
const HEADER_LINE = /(?:^|[\s>|"'])(?:Proc-Type|DEK-Info|Comment|Version|Hash|Charset): [^\n]{0,120}$|^[\s>|]{0,8}$/
/** A marker alone, as in an error message about the format, is not a key. */
const KEY_MATERIAL = /[A-Za-z0-9+/]{24}/
const MAX_LINE_LENGTH = 240
const LINE_BREAK = /\r?\n|\\r\\n|\\n|<br ?\/?>/
/** What closes a line: a quotation mark, a comma, the border of a table. */
const CLOSING = /^[\s"',|\\]{0,8}$/

interface Marker {
  readonly isBegin: boolean
  readonly start: number
  readonly end: number
}

/** @returns the keys with their markers, in the order of the text */
export function findPrivateKeys(text: string): readonly SecretMatch[] {
  const markers = [...text.matchAll(MARKER)].map((it): Marker => {
    return { isBegin: it.groups?.['edge'] === 'BEGIN', start: it.index, end: it.index + it[0].length }
  })
  const found: SecretMatch[] = []
  let covered = 0
  for (const [index, marker] of markers.entries()) {
    if (marker.start < covered) continue
    const [start, end] = marker.isBegin
      ? [marker.start, endOfKey(text, marker, markers[index + 1])]
      : [startOfKey(text, covered, marker.start), marker.end]
    const value = text.slice(start, end)
    if (!KEY_MATERIAL.test(value)) continue
    found.push({ value, start })
    covered = end
  }
  return found
}

function endOfKey(text: string, begin: Marker, next: Marker | undefined): number {
  const limit = Math.min(next?.start ?? text.length, begin.end + MAX_KEY_LENGTH)
  if (next !== undefined && !next.isBegin && next.start <= limit) return next.end
  let end = begin.end
  for (const { line, start } of linesOf(text.slice(begin.end, limit))) {
    // The rest of the marker's own line is empty, or the key follows in the same line.
    const isFirst = start === 0
    if (!(isFirst && CLOSING.test(line)) && !KEY_LINE.test(line) && !HEADER_LINE.test(line)) {
      const part = KEY_LINE_START.exec(line)?.[0]
      return part === undefined ? end : begin.end + start + part.length
    }
    if (line.trim() !== '') end = begin.end + start + line.length
  }
  return end
}

/** Walks up from an end marker whose beginning is missing. */
function startOfKey(text: string, from: number, end: number): number {
  const first = Math.max(from, end - MAX_KEY_LENGTH)
  let start = end
  for (const it of [...linesOf(text.slice(first, end))].reverse()) {
    const isLast = first + it.start + it.line.length === end
    if (!(isLast && /^[^\n]{0,80}$/.test(it.line) && !/[A-Za-z0-9+/]{32}/.test(it.line)) && !KEY_LINE.test(it.line))
      break
    start = first + it.start
  }
  return start
}

interface Line {
  readonly line: string
  readonly start: number
}

/** Lines longer than a logger writes before a line of a key are cut, and then match no pattern of a key. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = []
  let start = 0
  while (start <= text.length) {
    const rest = LINE_BREAK.exec(text.slice(start, start + MAX_LINE_LENGTH))
    const end = rest === null ? Math.min(text.length, start + MAX_LINE_LENGTH) : start + rest.index
    lines.push({ line: text.slice(start, end), start })
    start = rest === null ? end + (end === text.length ? 1 : 0) : end + rest[0].length
  }
  return lines
}
