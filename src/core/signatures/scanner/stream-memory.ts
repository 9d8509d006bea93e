/** What was read last of a stream, in constant memory: enough to look around any place that is not settled yet. */
import { cleanAndRedact, endOf } from '../../report/clean-and-redact.ts'

/** Bytes that are taken at a time. */
export const WINDOW = 65_536

/** A match reaches at most this many bytes to either side of its literal (1,000 characters of UTF-8). */
const REACH = 4_000

/** How far redaction looks to either side: no credential is longer than 32,768 characters, its name included. */
const SIGHT = 34_000

/** A name on one line gives the value on the next away: that far apart they may be. */
const NEAR = 1_000

/** A private key has lines of its own, which only its first one gives away. */
const KEY_BEGINS = Buffer.from('-----BEGIN ')

/** Bytes after a place until it can be looked at. */
const AHEAD = REACH + SIGHT
const KEPT = AHEAD + 2 * REACH + 2 * SIGHT

/** Whole lines, as far as they are not endless. */
interface Raw {
  readonly text: string
  /** Offset in the stream behind the text. */
  readonly end: number
}

interface Redacted {
  readonly text: string
  /** Line ends between the beginning of the text and the place. */
  readonly linesBefore: number
}

export class StreamMemory {
  // Room for two windows more, so that what is kept moves once a window however small the pieces are.
  readonly #bytes = Buffer.alloc(KEPT + 2 * WINDOW)
  #start = 0
  #length = 0

  /** Offset in the stream behind what was read. */
  get end(): number {
    return this.#start + this.#length
  }

  /** Places up to here can be looked at. */
  get settled(): number {
    return this.end - AHEAD
  }

  /** @param window at most `WINDOW` bytes */
  append(window: Uint8Array): void {
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
   * @param at offset in the stream
   * @param inLine whether only the line of the place is wanted; else what a match can reach
   * @returns whole lines around the place, as they are: to be looked at and not to be shown
   */
  rawAround(at: number, inLine: boolean): Raw {
    const { from, to } = this.#around(at, inLine)
    return { text: this.#text(from, to), end: this.#start + to }
  }

  /**
   * The same lines as they may be shown. Redaction sees more than what is returned; of a line of which it cannot see the
   * beginning, the word that may be the end of a credential is left out.
   */
  redactedAround(at: number, inLine: boolean): Redacted {
    const narrow = this.#around(at, inLine)
    const from = Math.max(this.#lineStart(narrow.from), narrow.from - SIGHT)
    const to = Math.min(this.#lineEnd(narrow.to), narrow.to + SIGHT)
    const before = this.#contextBefore(from)
    const whole = cleanAndRedact(this.#text(before, to)).text
    const text = afterLines(whole, countLines(this.#bytes.toString('latin1', before, from)))
    const linesBefore = countLines(this.#bytes.toString('latin1', from, at - this.#start))
    return { text: this.#isTorn(from) ? endOf(text, text.length - 1) : text, linesBefore }
  }

  /** At least a match's reach to either side, and as much again for the line to begin and end. */
  #around(at: number, inLine: boolean): { readonly from: number; readonly to: number } {
    const here = at - this.#start
    const reach = inLine ? 0 : REACH
    const earliest = Math.max(0, here - REACH - reach)
    const latest = Math.min(this.#length, here + REACH)
    const end = this.#lineEnd(Math.min(latest, here + reach))
    return { from: Math.max(earliest, this.#lineStart(Math.max(0, here - reach))), to: Math.min(latest, end) }
  }

  /** Where redaction begins to read, so that it knows what stands at `from`. */
  #contextBefore(from: number): number {
    if (this.#isTorn(from)) return from
    const far = Math.max(0, from - SIGHT)
    const key = this.#bytes.subarray(far, from).lastIndexOf(KEY_BEGINS)
    const near = Math.max(0, from - NEAR)
    return key === -1 ? near : Math.min(far + key, near)
  }

  /** Whether nobody knows what stands on the line before this place. */
  #isTorn(from: number): boolean {
    return from === 0 ? this.#start > 0 : this.#bytes[from - 1] !== NEWLINE
  }

  #lineStart(at: number): number {
    return at === 0 ? 0 : this.#bytes.lastIndexOf(NEWLINE, at - 1) + 1
  }

  #lineEnd(at: number): number {
    const end = this.#bytes.indexOf(NEWLINE, at)
    // Behind what was read stand bytes of before.
    return end === -1 || end > this.#length ? this.#length : end
  }

  #text(from: number, to: number): string {
    return this.#bytes.toString('utf8', from, to)
  }
}

const NEWLINE = 10

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
