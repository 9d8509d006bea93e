/**
 * Cuts a text down to an excerpt around a match: whole lines if they are short, otherwise a part of the line with the
 * match.
 */
import { endOfLine, startOfLine } from '../../redaction/line-bounds.ts'

/** In characters. A log line can be megabytes long. */
export const MAX_EXCERPT_LENGTH = 300

/** Number of characters to keep before the match when the line is cut. */
const LEAD = 60

/** Offsets into a text; `to` is exclusive. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Returns the range of the whole lines that a match touches. */
export function linesAround(text: string, { from, to }: Range): Range {
  return { from: startOfLine(text, from), to: endOfLine(text, Math.max(from, to - 1)) }
}

/** Returns the match and as much of the text around it as fits, with an ellipsis at each cut. */
export function excerpt(text: string, match: Range, around: Range, max = MAX_EXCERPT_LENGTH): string {
  if (around.to - around.from <= max) return text.slice(around.from, around.to).trim()
  const from = Math.max(around.from, Math.min(match.from - LEAD, around.to - max))
  const to = Math.min(around.to, from + max)
  return `${from > around.from ? '…' : ''}${text.slice(from, to).trim()}${to < around.to ? '…' : ''}`
}
