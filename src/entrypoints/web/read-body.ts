/** Takes the body of a request into memory, up to a size. */
import type { Context } from 'hono'

/** Raised when a body is larger than it may be. */
export class TooLarge extends Error {
  constructor() {
    super('The body is larger than it may be.')
    this.name = 'TooLarge'
  }
}

/** What a request says of the length of its body; null when it does not say. */
export function saidLength(c: Context): number | null {
  const said = c.req.header('content-length')
  return said === undefined || c.req.header('transfer-encoding') !== undefined ? null : Number(said)
}

export interface ReadingOptions {
  /** Bytes. */
  readonly most: number
  /** Told of the size of each piece before it is kept; what it throws ends the reading. */
  readonly onPiece: (bytes: number) => void
  /** Ends the reading with its reason. */
  readonly signal: AbortSignal
}

/**
 * Takes no more memory than what has come of the body, however small the pieces are. Give it to `free` when it is needed
 * no more.
 * @throws TooLarge, by what the request says of itself or by what has come in; the reason of the signal
 */
export async function readBody(c: Context, { most, onPiece, signal }: ReadingOptions): Promise<Body> {
  const said = saidLength(c)
  if (said !== null && said > most) throw new TooLarge()
  const reader = c.req.raw.body?.getReader()
  if (reader === undefined) return new Uint8Array(0)
  const body = new GrowingBytes(said ?? FIRST_GUESS, most)
  const giveUp = () => void reader.cancel(signal.reason).catch(() => undefined)
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      onPiece(piece.value.length)
      body.add(piece.value)
    }
    signal.throwIfAborted()
    return body.taken()
  } catch (error) {
    free(body.taken())
    throw error
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

/** Bytes that are nobody else's. */
export type Body = Uint8Array<ArrayBuffer>

/** At once: until the collector finds them, many bodies that were refused would take as much again. */
export function free({ buffer }: Body): void {
  buffer.transfer(0)
}

const FIRST_GUESS = 64 * 1024

class GrowingBytes {
  readonly #most: number
  #bytes: Body
  #length = 0

  constructor(size: number, most: number) {
    this.#most = most
    this.#bytes = new Uint8Array(Math.min(size, most))
  }

  add(piece: Uint8Array): void {
    const length = this.#length + piece.length
    if (length > this.#most) throw new TooLarge()
    if (length > this.#bytes.length) this.#grow(length)
    this.#bytes.set(piece, this.#length)
    this.#length = length
  }

  taken(): Body {
    return this.#bytes.subarray(0, this.#length)
  }

  #grow(least: number): void {
    const larger = new Uint8Array(Math.min(this.#most, Math.max(least, 2 * this.#bytes.length)))
    larger.set(this.#bytes.subarray(0, this.#length))
    free(this.#bytes)
    this.#bytes = larger
  }
}
