/** Chooses the text from a segment that is shown as evidence: whole lines of a log, whole sentences of prose. */

import { startOfLine } from '../redaction/line-bounds.ts'
import { lineAt, type OutlineMark, type Segment } from '../report/report.ts'
import { excerpt, linesAround, MAX_EXCERPT_LENGTH, type Range } from '../signatures/scanner/excerpt.ts'
import type { Evidence } from './diagnosis.ts'
import { type ReadHit, weightOf } from './mood.ts'

/**
 * The end of a sentence: end punctuation before white space, a blank line, or the end of a list item. A wrapped line goes
 * on in lower case, or it is long.
 */
const SENTENCE_END = /[.!?](?=\s)|\n\s*\n|(?<=(?:^|\n)[^\n]{1,70})\n(?=[^\p{Ll}\s])/gu

/** @returns the hit as evidence, with its location and the text around it */
export function quote({ owned, segment, start, end, captures, reading }: ReadHit): Evidence {
  const { id } = owned.clause
  const strength = weightOf(reading.mood) === 'full' ? owned.clause.strength : 'supporting'
  const { kind, source, text } = segment
  const match = { from: start, to: end }
  const around = kind === 'log' ? linesAround(text, match) : withinItems(segment, match, sentencesAround(text, match))
  const shown = kind === 'log' ? excerpt(text, match, around) : proseExcerpt(text, match, around)
  const quoted = kind === 'log' ? shown : joinLines(segment, shown)
  const heading = headingAt(segment, start)
  return { id, strength, reading, segment: kind, source, heading, line: lineAt(segment, start), text: quoted, captures }
}

/** In characters: a sentence of two lines. A longer one is cut at words, around the match. */
const MAX_PROSE = 160

function proseExcerpt(text: string, match: Range, around: Range): string {
  const shown = excerpt(
    text,
    match,
    around,
    Math.min(MAX_EXCERPT_LENGTH, Math.max(MAX_PROSE, match.to - match.from + 40)),
  )
  return shown.replace(/^…\S{0,30}\s+(?=\S)/, '…').replace(/\s+\S{0,30}…$/, ' …')
}

/** The heading that is printed above an offset. */
function headingAt(segment: Segment, offset: number): string | null {
  const mark = marksOf(segment).findLast((it) => it.heading !== undefined && it.start <= offset)
  return mark?.heading === undefined ? segment.heading : mark.heading
}

/** A list item, a table row or a heading, with the offset at which it starts. */
interface Mark {
  readonly start: number
  /** The heading above it; absent if it starts under the same heading as the line before. */
  readonly heading: OutlineMark['heading'] | undefined
}

/** A segment can have hundreds of hits, so its lines are counted once. */
const marksOfSegments = new WeakMap<Segment, readonly Mark[]>()

/** @returns in the order of the text */
function marksOf(segment: Segment): readonly Mark[] {
  const known = marksOfSegments.get(segment)
  if (known !== undefined) return known
  const { text, outline = [] } = segment
  const lineStarts = outline.length === 0 ? [] : [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const marks = outline.flatMap(({ line, heading }) => {
    const start = lineStarts[line]
    return start === undefined ? [] : [{ start, heading }]
  })
  marksOfSegments.set(segment, marks)
  return marks
}

/** Two items of a list are two statements, even without full stops. */
function withinItems(segment: Segment, match: Range, { from, to }: Range): Range {
  const marks = marksOf(segment)
  const before = marks.findLast(({ start }) => start <= match.from)?.start ?? 0
  const after = marks.find(({ start }) => start >= match.to)?.start ?? segment.text.length
  return { from: Math.max(from, before), to: Math.min(to, after) }
}

/** Joins wrapped lines; a list item stays on a line of its own. */
function joinLines(segment: Segment, shown: string): string {
  const marks = marksOf(segment)
  const from = segment.text.indexOf(shown.replace(/^…| ?…$/g, ''))
  if (marks.length === 0 || from === -1) return shown.replace(/\s+/g, ' ')
  const cuts = [...marks.map(({ start }) => start - from).filter((it) => it > 0 && it < shown.length), shown.length]
  return cuts
    .map((to, at) =>
      shown
        .slice(cuts[at - 1] ?? 0, to)
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n')
}

/** Searches no further than the maximum quote length, so that a text without full stops costs little. */
function sentencesAround(text: string, { from, to }: Range): Range {
  const earliest = Math.max(0, from - MAX_EXCERPT_LENGTH)
  const before = [...text.slice(earliest, from).matchAll(SENTENCE_END)].at(-1)
  const line = Math.max(startOfLine(text, to), to - MAX_EXCERPT_LENGTH, 0)
  const end = [...text.slice(line, to + MAX_EXCERPT_LENGTH).matchAll(SENTENCE_END)].find(
    ({ index }) => line + index >= to,
  )
  return {
    from: before === undefined ? earliest : earliest + before.index + before[0].length,
    to: end === undefined ? Math.min(text.length, to + MAX_EXCERPT_LENGTH) : line + end.index + 1,
  }
}
