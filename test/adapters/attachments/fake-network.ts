import type { Network, NetworkAnswer, NetworkRequest } from '../../../src/adapters/attachments/network.ts'

/** A fake server's response. */
export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>
}

export interface Seen {
  readonly url: string
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
}

type ReplyFunction = (request: NetworkRequest) => Reply | Promise<Reply>

/**
 * A network of fake servers. Maps each URL to a reply, or to a function that may never reply. All other URLs return
 * 404.
 */
export class FakeNetwork implements Network {
  /** The requests, in order. */
  readonly seen: Seen[] = []
  /** Number of responses that have not been closed. */
  open = 0
  readonly #replies: Readonly<Record<string, Reply | ReplyFunction>>
  readonly #addresses: Readonly<Record<string, readonly string[]>>

  constructor(
    replies: Readonly<Record<string, Reply | ReplyFunction>>,
    addresses: Readonly<Record<string, readonly string[]>> = {},
  ) {
    this.#replies = replies
    this.#addresses = addresses
  }

  async lookup(host: string): Promise<readonly string[]> {
    return this.#addresses[host] ?? ['140.82.121.3']
  }

  async get(request: NetworkRequest): Promise<NetworkAnswer> {
    this.seen.push({ url: request.url.href, address: request.address, headers: request.headers })
    const known = this.#replies[request.url.href] ?? { status: 404 }
    const { status = 200, headers = {}, body = '' } = typeof known === 'function' ? await known(request) : known
    this.open++
    let closed = false
    const close = () => {
      if (!closed) this.open--
      closed = true
    }
    return { status, headers, body: toChunks(body), close }
  }
}

async function* toChunks(body: NonNullable<Reply['body']>): AsyncGenerator<Uint8Array> {
  if (typeof body === 'string') yield Buffer.from(body)
  else if (body instanceof Uint8Array) yield body
  else yield* body
}

/** Sends the same chunk endlessly and counts the bytes. */
export function endless(size: number): { body: AsyncIterable<Uint8Array>; sent: () => number } {
  const chunk = Buffer.alloc(size, 'a')
  let sent = 0
  async function* body() {
    for (;;) {
      sent += size
      yield chunk
    }
  }
  return { body: body(), sent: () => sent }
}

/** Sends nothing and never ends. */
export async function* silent(): AsyncGenerator<Uint8Array> {
  await new Promise(() => {})
}
