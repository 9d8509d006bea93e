/** Chooses the text from a segment that is shown as evidence: whole lines of a log, whole sentences of prose. */
import { lineAt } from '../report/report.ts'
import { excerpt, linesAround, MAX_EXCERPT_LENGTH, type Range } from '../signatures/scanner/excerpt.ts'
import type { Evidence } from './diagnosis.ts'
import { type ReadHit, weightOf } from './mood.ts'

/** The end of a sentence: end punctuation before white space, or a blank line. */
const SENTENCE_END = /[.!?](?=\s)|\n\s*\n/g

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
  const after = text.slice(to, to + MAX_EXCERPT_LENGTH).search(/[.!?](?=\s|$)|\n\s*\n/)
  return {
    from: before === undefined ? earliest : earliest + before.index + before[0].length,
    to: after === -1 ? Math.min(text.length, to + MAX_EXCERPT_LENGTH) : to + after + 1,
  }
}
