/** Keeps the last bytes of a stream in constant memory: enough to read around any offset that is still pending. */
import { cleanAndRedact, endOf } from '../../report/clean-and-redact.ts'

/** Maximum number of bytes to append at a time. */
export const WINDOW = 65_536

/** Maximum number of bytes that a match extends to either side of its literal (1,000 characters in UTF-8). */
const REACH = 4_000

/**
 * Number of bytes of context that redaction needs on either side: a credential has at most 32,768 characters, plus its
 * name.
 */
const REDACTION_CONTEXT = 34_000

/** Maximum number of bytes between a name on one line and its value on the next. */
const NAME_DISTANCE = 1_000

/** Private keys and Kubernetes Secrets span lines, and only one of the first lines identifies them. */
const BLOCK_STARTS = ['-----BEGIN ', 'kind: Secret', 'kind: "Secret', 'Private-Lines: ', 'kty'].map((it) =>
  Buffer.from(it),
)

/** Lines in the middle of a word that a terminal wrapped are at most this long, in bytes. */
const MAX_WRAPPED = 500

/**
 * Characters of a credential, in a word that is longer than any line worth quoting. The part of a credential that reaches
 * beyond the window has no beginning to recognise it by.
 */
const LONG_WORD = /[\w~+/=%.\\-]{1024,}/g

function withoutLongWords(text: string): string {
  return text.replace(LONG_WORD, '[redacted:long-value]')
}

/** Number of bytes that must follow an offset before the text around it can be read. */
const AHEAD = REACH + REDACTION_CONTEXT
const KEPT = AHEAD + 2 * REACH + 2 * REDACTION_CONTEXT

/** Whole lines, except where a line is too long. */
interface RawText {
  readonly text: string
  /** Offset in the stream after the text. */
  readonly end: number
}

interface RedactedText {
  readonly text: string
  /** Number of line ends between the start of the text and the requested offset. */
  readonly linesBefore: number
}

/** Text with its range, in the stream if not said otherwise. */
interface RedactedPart {
  readonly text: string
  readonly from: number
  readonly to: number
}

export class StreamBuffer {
  // Has space for two more windows, so that the kept bytes move at most once per window, however small the pieces are.
  readonly #bytes = Buffer.alloc(KEPT + 2 * WINDOW)
  #start = 0
  #length = 0
  #lastPart: RedactedPart | null = null
  /** With its range in the buffer. */
  #lastRedacted: RedactedPart | null = null

  /** Offset in the stream after the last byte. */
  get end(): number {
    return this.#start + this.#length
  }

  /** The bytes that are kept, which include a longest literal's before the last window. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /** Highest offset around which the text can be read. */
  get settled(): number {
    return this.end - AHEAD
  }

  /** @param window at most `WINDOW` bytes */
  append(window: Uint8Array): void {
    this.#lastRedacted = null
    if (this.#length + window.length > this.#bytes.length) {
      const drop = this.#length - KEPT
      this.#bytes.copyWithin(0, drop, this.#length)
      this.#start += drop
      this.#length = KEPT
    }
    this.#bytes.set(window, this.#length)
    this.#length += window.length
  }

  /**
   * Returns whole lines around an offset, unredacted. They are for searching only and must never be shown.
   * @param at offset in the stream
   * @param inLine true for the line at the offset only; false for everything that a match can reach
   */
  rawAround(at: number, inLine: boolean): RawText {
    const { from, to } = this.#around(at, inLine)
    return { text: this.#text(from, to), end: this.#start + to }
  }

  /**
   * Returns the same lines, redacted. Redaction reads more text than is returned. If it cannot see the beginning of a
   * line, the first word is left out, since it may be the end of a credential.
   */
  redactedAround(at: number, inLine: boolean): RedactedText {
    const narrow = this.#around(at, inLine)
    const from = Math.max(this.#lineStart(narrow.from), narrow.from - REDACTION_CONTEXT)
    const to = Math.min(this.#lineEnd(narrow.to), narrow.to + REDACTION_CONTEXT)
    const isPart = this.#isTorn(from) || to < this.#lineEnd(to)
    if (inLine && isPart) return { text: this.#redactedPart(from, to), linesBefore: 0 }
    const linesBefore = countLines(this.#bytes.toString('latin1', from, at - this.#start))
    return { text: this.#redacted(from, to), linesBefore }
  }

  /**
   * Returns a part of a line that is too long to be read whole: at least the given range. Everything that follows in
   * the buffer is read as well and kept for the next offsets, because redacting it for each of them would take many
   * times as long.
   */
  #redactedPart(from: number, to: number): string {
    const last = this.#lastPart
    if (last !== null && last.from <= this.#start + from && this.#start + to <= last.to) return last.text
    const end = this.#lineEnd(to)
    const text = this.#redacted(from, end)
    this.#lastPart = { text, from: this.#start + from, to: this.#start + end }
    return text
  }

  /** Several clauses often match the same lines, so the last text is kept until more bytes arrive. */
  #redacted(from: number, to: number): string {
    const last = this.#lastRedacted
    if (last !== null && last.from === from && last.to === to) return last.text
    const text = this.#redact(from, to)
    this.#lastRedacted = { from, to, text }
    return text
  }

  #redact(from: number, to: number): string {
    const before = this.#contextBefore(from)
    const whole = withoutLongWords(cleanAndRedact(this.#text(before, to)).text)
    const text = afterLines(whole, countLines(this.#bytes.toString('latin1', before, from)))
    return this.#isTorn(from) ? endOf(text, text.length - 1) : text
  }

  /**
   * Returns a range that covers at least a match's reach to either side, extended to whole lines by up to the same
   * amount.
   */
  #around(at: number, inLine: boolean): { readonly from: number; readonly to: number } {
    const here = at - this.#start
    const reach = inLine ? 0 : REACH
    const earliest = Math.max(0, here - REACH - reach)
    const latest = Math.min(this.#length, here + REACH)
    const end = this.#lineEnd(Math.min(latest, here + reach))
    return { from: Math.max(earliest, this.#lineStart(Math.max(0, here - reach))), to: Math.min(latest, end) }
  }

  /** Returns the offset from which redaction must read to recognise a credential at `from`. */
  #contextBefore(from: number): number {
    if (this.#isTorn(from)) return from
    const far = Math.max(0, from - REDACTION_CONTEXT)
    const bytes = this.#bytes.subarray(far, from)
    const starts = BLOCK_STARTS.map((it) => bytes.lastIndexOf(it)).filter((at) => at !== -1)
    const near = Math.max(0, this.#wordStart(from, far) - NAME_DISTANCE)
    return Math.min(near, ...starts.map((at) => far + at))
  }

  /** Returns the start of the first line, not before `limit`, of a word that is wrapped into the lines before `from`. */
  #wordStart(from: number, limit: number): number {
    let start = from
    while (start > limit) {
      const line = this.#lineStart(start - 1)
      const isFilled =
        start - line > 1 && start - line <= MAX_WRAPPED && !this.#bytes.subarray(line, start - 1).includes(BLANK)
      if (line < limit || !isFilled) break
      start = line
    }
    return start
  }

  /** Returns true if the beginning of the line at this offset is no longer in the buffer. */
  #isTorn(from: number): boolean {
    return from === 0 ? this.#start > 0 : this.#bytes[from - 1] !== NEWLINE
  }

  #lineStart(at: number): number {
    return at === 0 ? 0 : this.#bytes.lastIndexOf(NEWLINE, at - 1) + 1
  }

  #lineEnd(at: number): number {
    const end = this.#bytes.indexOf(NEWLINE, at)
    // The buffer contains old bytes after `#length`.
    return end === -1 || end > this.#length ? this.#length : end
  }

  #text(from: number, to: number): string {
    return this.#bytes.toString('utf8', from, to)
  }
}

const NEWLINE = 10
const BLANK = 32

export function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

function afterLines(text: string, count: number): string {
  let start = 0
  for (let line = 0; line < count; line++) start = text.indexOf('\n', start) + 1
  return text.slice(start)
}
