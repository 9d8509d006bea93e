/** What of a segment is shown as evidence: whole lines of a log, whole sentences of what people wrote. */
import { lineAt } from '../report/report.ts'
import type { Hit } from '../signatures/pack.ts'
import type { Evidence } from './diagnosis.ts'

/** Longest quote, in characters; a line of a log can be megabytes. */
const LONGEST_QUOTE = 300

/** A sentence ends here: a full stop and the like before white space, or a blank line. */
const SENTENCE_END = /[.!?](?=\s)|\n\s*\n/g

interface Range {
  readonly from: number
  readonly to: number
}

/** @returns the evidence that a hit is, with its place and the text around it */
export function quote({ owned, segment, start, end, captures }: Hit): Evidence {
  const { id, strength } = owned.clause
  const { kind, source, heading, text } = segment
  const around =
    kind === 'log' ? linesAround(text, { from: start, to: end }) : sentencesAround(text, { from: start, to: end })
  const shown = cut(text, { from: start, to: end }, around)
  const quoted = kind === 'log' ? shown : shown.replace(/\s+/g, ' ')
  return { id, strength, segment: kind, source, heading, line: lineAt(segment, start), text: quoted.trim(), captures }
}

function linesAround(text: string, { from, to }: Range): Range {
  const lineEnd = text.indexOf('\n', Math.max(from, to - 1))
  return { from: text.lastIndexOf('\n', from - 1) + 1, to: lineEnd === -1 ? text.length : lineEnd }
}

/** Looks no further than a quote may be long, so that a text without a full stop costs nothing. */
function sentencesAround(text: string, { from, to }: Range): Range {
  const earliest = Math.max(0, from - LONGEST_QUOTE)
  const before = [...text.slice(earliest, from).matchAll(SENTENCE_END)].at(-1)
  const after = text.slice(to, to + LONGEST_QUOTE).search(/[.!?](?=\s|$)|\n\s*\n/)
  return {
    from: before === undefined ? earliest : earliest + before.index + before[0].length,
    to: after === -1 ? Math.min(text.length, to + LONGEST_QUOTE) : to + after + 1,
  }
}

/** Keeps the match and as much around it as fits, with an ellipsis where something was left out. */
function cut(text: string, match: Range, around: Range): string {
  if (around.to - around.from <= LONGEST_QUOTE) return text.slice(around.from, around.to)
  const from = Math.max(around.from, Math.min(match.from - 60, around.to - LONGEST_QUOTE))
  const to = Math.min(around.to, from + LONGEST_QUOTE)
  return `${from > around.from ? '…' : ''}${text.slice(from, to).trim()}${to < around.to ? '…' : ''}`
}
