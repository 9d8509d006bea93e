/** Chooses the text from a segment that is shown as evidence: whole lines of a log, whole sentences of prose. */
import { lineAt } from '../report/report.ts'
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
  const { kind, source, heading, text } = segment
  const match = { from: start, to: end }
  const around = kind === 'log' ? linesAround(text, match) : sentencesAround(text, match)
  const shown = excerpt(text, match, around)
  const quoted = kind === 'log' ? shown : shown.replace(/\s+/g, ' ')
  return { id, strength, reading, segment: kind, source, heading, line: lineAt(segment, start), text: quoted, captures }
}

/** Searches no further than the maximum quote length, so that a text without full stops costs little. */
function sentencesAround(text: string, { from, to }: Range): Range {
  const earliest = Math.max(0, from - MAX_EXCERPT_LENGTH)
  const before = [...text.slice(earliest, from).matchAll(SENTENCE_END)].at(-1)
  const line = Math.max(text.lastIndexOf('\n', to - 1) + 1, to - MAX_EXCERPT_LENGTH, 0)
  const end = [...text.slice(line, to + MAX_EXCERPT_LENGTH).matchAll(SENTENCE_END)].find(
    ({ index }) => line + index >= to,
  )
  return {
    from: before === undefined ? earliest : earliest + before.index + before[0].length,
    to: end === undefined ? Math.min(text.length, to + MAX_EXCERPT_LENGTH) : line + end.index + 1,
  }
}
