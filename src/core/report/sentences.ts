/** Finds the sentence around a passage of running text. */
import { startOfLine } from '../redaction/line-bounds.ts'

/** In characters. A text without full stops costs no more than this. */
const MAX_SENTENCE = 600

/** A line this long is one that an editor wrapped, so the sentence continues on the next line. */
const WRAPPED_LINE = 60

export interface TextSpan {
  readonly start: number
  /** Exclusive. */
  readonly end: number
}

/**
 * @param text running text; `\n` is a line end in the source
 * @returns the offsets of the sentences that contain the passage
 */
export function sentenceAround(text: string, { start, end }: TextSpan): TextSpan {
  const earliest = Math.max(0, start - MAX_SENTENCE)
  let from = earliest
  for (const boundary of boundaries(text, earliest, start)) from = boundary
  const latest = Math.min(text.length, end + MAX_SENTENCE)
  const [to = latest] = boundaries(text, end, latest)
  return { start: from, end: to }
}

/** @returns the sentences of running text, at most `max` of them */
export function sentencesOf(text: string, max = 60): readonly string[] {
  const sentences: string[] = []
  let at = 0
  while (at < text.length && sentences.length < max) {
    const { end } = sentenceAround(text, { start: at, end: at + 1 })
    const sentence = text.slice(at, end).trim()
    if (sentence !== '') sentences.push(sentence)
    at = Math.max(end, at + 1)
  }
  return sentences
}

/** Offsets at which a sentence starts. */
function* boundaries(text: string, from: number, to: number): Generator<number> {
  const pattern = /[.!?](?:["'”’]?\s+(?=\S)|[)\]]\s+(?=[^\p{Ll}\s]))|\n+/gu
  pattern.lastIndex = from
  for (let match = pattern.exec(text); match !== null && match.index < to; match = pattern.exec(text)) {
    const next = match.index + match[0].length
    if (next > to) return
    if (match[0].startsWith('\n') ? endsLine(text, match.index, match[0].length) : !isAbbreviation(text, match.index))
      yield next
  }
}

function endsLine(text: string, at: number, length: number): boolean {
  if (length > 1) return true
  const lineLength = at - startOfLine(text, at)
  return lineLength < WRAPPED_LINE || !/[\p{Ll}\p{N}(`"'“]/u.test(text.charAt(at + 1))
}

function isAbbreviation(text: string, at: number): boolean {
  return /(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|incl))$/i.test(text.slice(Math.max(0, at - 8), at))
}
