/**
 * Selects what the text classifier reads: what people wrote, and the lines around evidence in logs. The rest of a log
 * says nothing about the cause and would drown out what does.
 */
import type { Segment } from '../report/report.ts'
import type { ReadHit } from './read-hits.ts'

/** Lines before and after a match. */
const LINES_AROUND = 1

/** In characters on each side of a match; a line can be megabytes long. */
const MAX_AROUND = 300

/** Style sheets and scripts of a pasted page. Bounded, since an opening tag may never be closed. */
const PAGE_CODE = /<(style|script)\b[\s\S]{0,20000}?(?:<\/\1>|$)/gi

/** @returns the segments that the text classifier reads, in report order */
export function passagesOf(segments: readonly Segment[], hits: readonly ReadHit[]): readonly Segment[] {
  const bySegment = Map.groupBy(
    hits.filter(({ owned, segment }) => segment.kind === 'log' && owned.role !== 'answer'),
    ({ segment }) => segment,
  )
  return segments.flatMap((segment) => {
    if (segment.kind !== 'log')
      return /<(?:style|script)\b/i.test(segment.text) ? [withoutPageCode(segment)] : [segment]
    const around = bySegment.get(segment)?.map((hit) => linesAround(segment.text, hit)) ?? []
    return around.length === 0 ? [] : [{ ...segment, text: joinRanges(segment.text, around) }]
  })
}

function withoutPageCode(segment: Segment): Segment {
  return { ...segment, text: segment.text.replace(PAGE_CODE, ' ') }
}

interface TextRange {
  readonly from: number
  readonly to: number
}

function linesAround(text: string, { start, end }: ReadHit): TextRange {
  let from = text.lastIndexOf('\n', start - 1) + 1
  let to = endOfLine(text, end)
  for (let line = 0; line < LINES_AROUND; line++) {
    if (from > 0) from = text.lastIndexOf('\n', from - 2) + 1
    to = endOfLine(text, to + 1)
  }
  return { from: Math.max(from, start - MAX_AROUND, 0), to: Math.min(to, end + MAX_AROUND) }
}

function endOfLine(text: string, offset: number): number {
  const next = text.indexOf('\n', offset)
  return next === -1 ? text.length : next
}

function joinRanges(text: string, ranges: readonly TextRange[]): string {
  const parts: string[] = []
  let last = 0
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    if (to <= last) continue
    parts.push(text.slice(Math.max(from, last), to))
    last = to
  }
  return parts.join('\n')
}
