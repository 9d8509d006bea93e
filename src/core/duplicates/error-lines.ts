/** Finds the lines of a report that tell of an error, with their fingerprints. */
import { lineAt, type Segment, type Source } from '../report/report.ts'
import { fingerprint } from './fingerprint.ts'

/** An error line with everything that varies replaced by placeholders, and one line that it stands for. */
export interface ErrorLine {
  readonly fingerprint: string
  /** The redacted line as the reporter has it, at most 300 characters. */
  readonly text: string
  readonly source: Source
  /** 1-based line of the source. */
  readonly line: number
}

const TELLS_OF_AN_ERROR =
  /error|exception|fail|invalid|denied|unauthorized|forbidden|not found|cannot|can't|couldn't|unable|undefined|crash|timed? ?out|refused|missing|expired|rejected|panic|\b[45]\d\d\b/i

/** In prose only what looks copied from a machine counts: a status, an error's name, something in quotes or code. */
const LOOKS_COPIED = /\berror\b|exception|\b[45]\d\d\b|["`'][^"`']{8,}["`']/i

const SHORTEST = 12
const LONGEST = 400
/** A fingerprint needs this many letters besides its placeholders to say anything. */
const MIN_LETTERS = 12
const MAX_SHOWN_LENGTH = 300
const MAX_LINES = 40

/** Ends of sentences and of JSON values: where a body that lost its line breaks is cut. */
const SENTENCE_END = /(?<=[.;}"])\s+|\\n/

/** @returns error lines with different fingerprints, in the order of the text, 40 at most */
export function findErrorLines(segments: readonly Segment[]): readonly ErrorLine[] {
  const found = new Map<string, ErrorLine>()
  for (const segment of segments) {
    if (segment.kind !== 'log' && segment.kind !== 'prose') continue
    for (const { text, offset } of cut(segment)) {
      if (found.size >= MAX_LINES) return [...found.values()]
      if (!tellsOfAnError(text, segment)) continue
      const made = fingerprint(text)
      if (found.has(made) || made.replace(/<\w+>|[^\p{L}]/gu, '').length < MIN_LETTERS) continue
      const place = { source: segment.source, line: lineAt(segment, offset) }
      found.set(made, { fingerprint: made, text: text.trim().slice(0, MAX_SHOWN_LENGTH), ...place })
    }
  }
  return [...found.values()]
}

function tellsOfAnError(text: string, { kind }: Segment): boolean {
  const { length } = text.trim()
  if (length < SHORTEST || length > LONGEST || !TELLS_OF_AN_ERROR.test(text)) return false
  return kind === 'log' || LOOKS_COPIED.test(text)
}

interface Piece {
  readonly text: string
  readonly offset: number
}

function cut(segment: Segment): readonly Piece[] {
  const pieces: Piece[] = []
  let offset = 0
  for (const line of segment.text.split('\n')) {
    const parts = segment.flattened || line.length > LONGEST ? line.split(SENTENCE_END) : [line]
    for (const text of parts) pieces.push({ text, offset })
    offset += line.length + 1
  }
  return pieces
}
