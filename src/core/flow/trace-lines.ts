/**
 * The lines of a trace in the order of time. Log viewers print the newest line first; such a log is read from its end,
 * record by record. A log whose times are all equal, missing, or in no order keeps the order of the file.
 */
import { endOfLine } from '../redaction/line-bounds.ts'
import { timeOf } from './line-time.ts'

export interface TraceLine {
  /** 0-based. */
  readonly line: number
  /** Offset in the text. */
  readonly start: number
  readonly content: string
}

/** Lines longer than this are cut; a line can be megabytes long. */
export const MAX_LINE = 2_000

/** A single step back can be another clock. */
const MIN_STEPS_BACK = 2

/** @param text redacted lines of one segment, of any length */
export function* linesInTime(text: string): Generator<TraceLine> {
  if (isNewestFirst(text)) yield* fromTheEnd(text)
  else yield* linesOf(text)
}

function* linesOf(text: string): Generator<TraceLine> {
  let line = 0
  for (let start = 0; start <= text.length; line++) {
    const end = endOfLine(text, start)
    yield { line, start, content: text.slice(start, Math.min(end, start + MAX_LINE)) }
    start = end + 1
  }
}

/** Whether the times of the lines only go back; one step forward, or another way of writing them, is another clock. */
export function isNewestFirst(text: string): boolean {
  let last: ReturnType<typeof timeOf> = null
  let stepsBack = 0
  for (const { content } of linesOf(text)) {
    const time = timeOf(content)
    if (time === null) continue
    if (last !== null && (time.layout !== last.layout || time.ms > last.ms)) return false
    if (last !== null && time.ms < last.ms) stepsBack++
    last = time
  }
  return stepsBack >= MIN_STEPS_BACK
}

/** A line without a time belongs to the record above it; what precedes the first record heads the log. */
function* fromTheEnd(text: string): Generator<TraceLine> {
  const records: TraceLine[][] = [[]]
  for (const line of linesOf(text)) {
    if (timeOf(line.content) === null) records.at(-1)?.push(line)
    else records.push([line])
  }
  const [head = [], ...timed] = records
  yield* head
  for (const record of timed.reverse()) yield* record
}
