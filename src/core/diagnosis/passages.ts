/**
 * Selects what the text classifier reads: what people wrote, and the lines around evidence in logs. The rest of a log
 * says nothing about the cause and would drown out what does.
 */
import { endOfLine, startOfLine } from '../redaction/line-bounds.ts'
import type { Segment } from '../report/report.ts'
import { sentenceAround } from '../report/sentences.ts'
import type { Hit } from '../signatures/pack.ts'
import { isCitedAnswer } from './cited-words.ts'
import { type ReadHit, weightOf } from './mood.ts'
import type { ScannedReport } from './read-hits.ts'

/** Lines before and after a match. */
const LINES_AROUND = 1

/** In characters on each side of a match; a line can be megabytes long. */
const MAX_AROUND = 300

type Scanned = Pick<ScannedReport, 'report' | 'hits' | 'boilerplate'>

/** The start of a style sheet or a script in a pasted page. */
const PAGE_CODE = /<(style|script)\b/gi

/** @returns the segments that the text classifier reads, in report order */
export function passagesOf({ report, hits, boilerplate }: Scanned): readonly Segment[] {
  const bySegment = Map.groupBy(
    hits.filter((hit) => hit.segment.kind === 'log' && hit.owned.role !== 'answer' && counts(hit)),
    ({ segment }) => segment,
  )
  const ownWords = Map.groupBy(boilerplate, ({ segment }) => segment)
  const isAboutFailure = hits.some(speaksOfFailure)
  const related = Map.groupBy(
    hits.filter(({ reading }) => reading.mood === 'related' && !isAboutFailure),
    ({ segment }) => segment,
  )
  return report.segments.flatMap((segment) => {
    if (segment.kind !== 'log') {
      if (isCitedAnswer(segment)) return []
      const told = withoutLines(withoutSentences(segment, related.get(segment) ?? []), ownWords.get(segment) ?? [])
      return /<(?:style|script)\b/i.test(told.text) ? [withoutPageCode(told)] : [told]
    }
    const around = bySegment.get(segment)?.map((hit) => linesAround(segment.text, hit)) ?? []
    return around.length === 0 ? [] : [{ ...segment, text: joinRanges(segment.text, around) }]
  })
}

/** The lines of a login that went through, and what a product prints every time, are read by nobody. */
function counts({ owned, reading }: ReadHit): boolean {
  const { flow } = owned.clause
  if (flow !== undefined && flow.broken === undefined) return false
  return reading.mood !== 'cured' && reading.mood !== 'boilerplate'
}

/** Beside words of its own about a failure, what a report says of another one is a comparison with it. */
function speaksOfFailure({ owned, reading }: ReadHit): boolean {
  return (owned.role === 'evidence' || owned.role === 'topic') && weightOf(reading.mood) !== 'none'
}

/** Blanks the sentences of the hits: they are about another report. Offsets stay as they are. */
function withoutSentences(segment: Segment, hits: readonly Hit[]): Segment {
  if (hits.length === 0) return segment
  let { text } = segment
  for (const hit of hits) {
    const { start, end } = sentenceAround(segment.text, hit)
    text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end)
  }
  return { ...segment, text }
}

/** Cuts out the lines of the hits: a menu in a terminal is no account of what happened. */
function withoutLines(segment: Segment, hits: readonly Hit[]): Segment {
  if (hits.length === 0) return segment
  const { text } = segment
  const kept: string[] = []
  let at = 0
  for (const { start, end } of hits.toSorted((a, b) => a.start - b.start)) {
    if (end <= at) continue
    kept.push(text.slice(at, Math.max(at, startOfLine(text, start))))
    at = endOfLine(text, end)
  }
  return { ...segment, text: kept.join('') + text.slice(at) }
}

/** Cuts out style sheets and scripts; one that is never closed goes on to the end. */
function withoutPageCode(segment: Segment): Segment {
  const { text } = segment
  const lower = text.toLowerCase()
  let kept = ''
  let at = 0
  for (const match of text.matchAll(PAGE_CODE)) {
    if (match.index < at) continue
    kept += `${text.slice(at, match.index)} `
    const close = `</${(match[1] as string).toLowerCase()}>`
    const end = lower.indexOf(close, match.index)
    if (end === -1) return { ...segment, text: kept }
    at = end + close.length
  }
  return { ...segment, text: kept + text.slice(at) }
}

interface TextRange {
  readonly from: number
  readonly to: number
}

function linesAround(text: string, { start, end }: ReadHit): TextRange {
  let from = startOfLine(text, start)
  let to = endOfLine(text, end)
  for (let line = 0; line < LINES_AROUND; line++) {
    if (from > 0) from = startOfLine(text, from - 1)
    to = endOfLine(text, to + 1)
  }
  return { from: Math.max(from, start - MAX_AROUND, 0), to: Math.min(to, end + MAX_AROUND) }
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
