/** Finds a report's error lines and their fingerprints. */
import { lineAt, type Segment, type Source } from '../report/report.ts'
import { fingerprint } from './fingerprint.ts'

/** A fingerprint, and a line in the report that has this fingerprint. */
export interface ErrorLine {
  readonly fingerprint: string
  /** The redacted line as written, at most 300 characters. */
  readonly text: string
  readonly source: Source
  /** 1-based line number in the source. */
  readonly line: number
}

const ERROR_WORD =
  /error|exception|fail|invalid|denied|unauthorized|forbidden|not found|cannot|can't|couldn't|unable|undefined|crash|timed? ?out|refused|missing|expired|rejected|panic|\b[45]\d\d\b/i

/**
 * In prose, only text that looks copied from program output counts: a status code, an error name, or something in
 * quotes or code.
 */
const LOOKS_COPIED = /\berror\b|exception|\b[45]\d\d\b|["`'][^"`']{8,}["`']/i

const MIN_LENGTH = 12
const MAX_LENGTH = 400
/** Minimum number of letters in a fingerprint, not counting placeholders. */
const MIN_LETTERS = 12
const MAX_SHOWN_LENGTH = 300
const MAX_LINES = 40

/** Matches the ends of sentences and JSON values, where text without line breaks is split. */
const SENTENCE_END = /(?<=[.;}"])\s+|\\n/

/** @returns at most 40 error lines with distinct fingerprints, in text order */
export function findErrorLines(segments: readonly Segment[]): readonly ErrorLine[] {
  const found = new Map<string, ErrorLine>()
  for (const segment of segments) {
    if (segment.kind !== 'log' && segment.kind !== 'prose') continue
    for (const { text, offset } of splitLines(segment)) {
      if (found.size >= MAX_LINES) return [...found.values()]
      if (!isErrorLine(text, segment)) continue
      const print = fingerprint(text)
      if (found.has(print) || print.replace(/<\w+>|[^\p{L}]/gu, '').length < MIN_LETTERS) continue
      found.set(print, {
        fingerprint: print,
        text: text.trim().slice(0, MAX_SHOWN_LENGTH),
        source: segment.source,
        line: lineAt(segment, offset),
      })
    }
  }
  return [...found.values()]
}

function isErrorLine(text: string, { kind }: Segment): boolean {
  const { length } = text.trim()
  if (length < MIN_LENGTH || length > MAX_LENGTH || !ERROR_WORD.test(text)) return false
  return kind === 'log' || LOOKS_COPIED.test(text)
}

interface Piece {
  readonly text: string
  readonly offset: number
}

function splitLines(segment: Segment): readonly Piece[] {
  const pieces: Piece[] = []
  let offset = 0
  for (const line of segment.text.split('\n')) {
    const parts = segment.flattened || line.length > MAX_LENGTH ? line.split(SENTENCE_END) : [line]
    for (const text of parts) pieces.push({ text, offset })
    offset += line.length + 1
  }
  return pieces
}
