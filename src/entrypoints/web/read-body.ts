/** Reads a request body into memory, up to a maximum size. */
import type { Context } from 'hono'

/** Thrown when a body is larger than allowed. */
export class TooLarge extends Error {
  constructor() {
    super('The body is too large.')
    this.name = 'TooLarge'
  }
}

/** The body's length according to its header; null if there is no such header. */
export function contentLength(c: Context): number | null {
  const length = c.req.header('content-length')
  return length === undefined || c.req.header('transfer-encoding') !== undefined ? null : Number(length)
}

export interface ReadBodyOptions {
  /** Maximum size in bytes. */
  readonly most: number
  /** Called with the size of each chunk before it is stored; throwing an error stops the reading. */
  readonly onPiece: (bytes: number) => void
  /** Aborts the reading; the signal's reason is thrown. */
  readonly signal: AbortSignal
}

/**
 * Uses no more memory than the received bytes need, however small the chunks are. Pass the result to `free` when it is
 * no longer needed.
 * @throws TooLarge when the Content-Length header or the received bytes exceed the maximum; the signal's reason
 */
export async function readBody(c: Context, { most, onPiece, signal }: ReadBodyOptions): Promise<Body> {
  const length = contentLength(c)
  if (length !== null && length > most) throw new TooLarge()
  const reader = c.req.raw.body?.getReader()
  if (reader === undefined) return new Uint8Array(0)
  const body = new GrowingBytes(length ?? INITIAL_SIZE, most)
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

/** Bytes with their own buffer. */
export type Body = Uint8Array<ArrayBuffer>

/** Frees the memory at once. Otherwise, refused bodies would use as much again until the garbage collector runs. */
export function free({ buffer }: Body): void {
  buffer.transfer(0)
}

const INITIAL_SIZE = 64 * 1024

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
