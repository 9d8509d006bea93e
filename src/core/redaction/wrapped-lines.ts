/**
 * Joins lines that a terminal, an editor or a mail program broke in the middle of a word, so that a token is recognised
 * across the break.
 */
import { endOfLine } from './line-bounds.ts'

/** Widths at which text is usually wrapped, with some space for a time or a margin. */
const MIN_COLUMNS = 60
const MAX_COLUMNS = 125
/** A token of this many lines fills a screen. */
const MAX_LINES = 60
/** What a margin, a quotation or a table puts before a continued line. */
const INDENT = /^[ \t>|│]{0,8}/
/** A character of a token, of which a few have signs too, or the colon between a name and a token. */
const BEFORE_BREAK = /[\w.~+/=%:!*$^@|-]/
const RUN_AT_START = /^[\w.~+/=%:!*$^@|-]{1,200}/

export interface Replacement {
  /** Offsets in the joined text. */
  readonly start: number
  readonly end: number
  readonly mask: string
}

export interface WrappedLines {
  /** The lines without the breaks and without the margins after them. */
  readonly joined: string
  /** Returns true if a part of the joined text contains a break. */
  crosses(start: number, end: number): boolean
  /**
   * Replaces parts of the joined text; of two that overlap, only the first is replaced.
   * @returns the lines up to the last one with a part of them, and its end in the original text
   */
  replace<T extends Replacement>(
    parts: readonly T[],
  ): {
    readonly lines: readonly string[]
    readonly replaced: readonly (T & { readonly line: number })[]
    readonly end: number
  }
}

/** The first character of a continued line: of its margin or of a token. */
const MAY_CONTINUE = /[\w \t>|│.~+/=%:!*$^@-]/
/** How much of a token has to be in one of the lines for its prefix to be there too. */
const TAIL = 64
/** The shapes of tokens ask for no more characters than these. */
const MAX_REST = 200
/** A token is not split before a time, with which most lines of a log start. */
const TIME = /^[["'(]?\d{2,4}[-:/.]\d\d[-:/.T]\d|^\d{10,13}[.,: ]|^\d{1,3}(?:\.\d{1,3}){3}(?!\d)/

/**
 * Returns the offset of the first line, of those that start at or after `from`, that seems to end in the middle of a
 * token, or -1.
 * @param isHint reads what stands at the end of a line together with what stands at the start of the next
 */
export function nextWrappedLine(text: string, from: number, isHint: (joined: string) => boolean): number {
  let start = from === 0 || text[from - 1] === '\n' ? from : text.indexOf('\n', from) + 1
  if (start === 0 && from !== 0) return -1
  for (let end = text.indexOf('\n', start); end !== -1; end = text.indexOf('\n', start)) {
    if (isFull(text, end, end - start) && MAY_CONTINUE.test(text.charAt(end + 1))) {
      const rest = restOfToken(text, end)
      if (rest !== '' && isHint(endOfWord(text, Math.max(start, end - TAIL), end) + rest)) return start
    }
    start = end + 1
  }
  return -1
}

/** What is before an offset without a blank, up to a lower limit. */
function endOfWord(text: string, from: number, end: number): string {
  let start = end
  while (start > from && text.charAt(start - 1) > ' ') start--
  return text.slice(start, end)
}

/** The start of the next line, and of those after it while a token fills the whole line. */
function restOfToken(text: string, lineEnd: number): string {
  let rest = ''
  for (let end = lineEnd; end !== -1 && rest.length < MAX_REST; ) {
    const line = text.slice(end + 1, end + 1 + MAX_COLUMNS).replace(INDENT, '')
    const run = RUN_AT_START.exec(line)?.[0] ?? ''
    if (!continues(run)) break
    rest += run
    const next = endOfLine(text, end + 1)
    if (!line.startsWith(`${run}\n`) || next === text.length) break
    end = next
  }
  return rest
}

/** How far lines are joined: while they are parts of one token, or as long as each seems to continue in the next one. */
export type JoinExtent = 'token' | 'block'

/**
 * @param line offsets of the first character of a line and of its end
 * @returns null if the line does not seem to continue in the next one
 */
export function joinWrappedLines(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  extent: JoinExtent,
): WrappedLines | null {
  const pieces: Piece[] = [{ indent: '', piece: text.slice(start, end), end }]
  let last = end
  let width = end - start
  while (pieces.length < MAX_LINES && isFull(text, last, width)) {
    const lineEnd = endOfLine(text, last + 1)
    const line = text.slice(last + 1, Math.min(lineEnd, last + 1 + MAX_COLUMNS + 1))
    const indent = INDENT.exec(line)?.[0] ?? ''
    const piece = line.slice(indent.length)
    const run = RUN_AT_START.exec(piece)?.[0] ?? ''
    if (line.length > MAX_COLUMNS || !continues(run)) break
    pieces.push({ indent, piece, end: lineEnd })
    if (extent === 'token' && run !== piece) break
    last = lineEnd
    width = line.length
  }
  return pieces.length === 1 ? null : wrappedLines(pieces)
}

function isFull(text: string, end: number, width: number): boolean {
  return width >= MIN_COLUMNS && width <= MAX_COLUMNS && end < text.length && BEFORE_BREAK.test(text.charAt(end - 1))
}

/** A word of prose at the beginning of a line is not the rest of a token. */
function continues(run: string): boolean {
  return /\d|[a-z][A-Z]|^[A-Z]{2,}[a-z]/.test(run) && !TIME.test(run)
}

interface Piece {
  readonly indent: string
  /** The line without its indent. */
  readonly piece: string
  /** Offset in the original text. */
  readonly end: number
}

function wrappedLines(pieces: readonly Piece[]): WrappedLines {
  const starts: number[] = []
  let length = 0
  for (const { piece } of pieces) {
    starts.push(length)
    length += piece.length
  }
  const joined = pieces.map(({ piece }) => piece).join('')
  const lineAt = (offset: number): number => starts.findLastIndex((start) => start <= offset)
  return {
    joined,
    crosses: (from, to) => lineAt(from) !== lineAt(to - 1),
    replace(parts) {
      const replaced = withoutOverlaps(parts).map((part) => ({ ...part, line: lineAt(part.start) }))
      const touched = pieces.slice(0, 1 + Math.max(0, ...replaced.map((part) => lineAt(part.end - 1))))
      const lines = touched.map(({ indent, piece }, at) => indent + replacedLine(piece, starts[at] as number, replaced))
      return { lines, replaced, end: (touched.at(-1) as Piece).end }
    },
  }
}

function withoutOverlaps<T extends Replacement>(parts: readonly T[]): readonly T[] {
  const kept: T[] = []
  for (const part of parts.toSorted((a, b) => a.start - b.start))
    if (part.start >= (kept.at(-1)?.end ?? 0)) kept.push(part)
  return kept
}

/** The mask stands where the part starts; the rest of the part is left out of the lines after that. */
function replacedLine(piece: string, from: number, parts: readonly Replacement[]): string {
  const to = from + piece.length
  let line = ''
  let copied = from
  for (const { start, end, mask } of parts) {
    if (end <= from || start >= to) continue
    if (start >= from) line += piece.slice(copied - from, start - from) + mask
    copied = Math.min(end, to)
  }
  return line + piece.slice(copied - from)
}
