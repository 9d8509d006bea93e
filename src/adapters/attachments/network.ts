/**
 * The whole network, as this room sees it. Two implementations: `https-network.ts` (real), and what tests pass in.
 */
export interface Network {
  /** The addresses of a host, in the order in which they should be tried. Rejects when there are none. */
  lookup(host: string): Promise<readonly string[]>
  /** One GET, without following redirects, over a connection to exactly `address`. */
  get(request: NetworkRequest): Promise<NetworkAnswer>
}

export interface NetworkRequest {
  readonly url: URL
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

export interface NetworkAnswer {
  readonly status: number
  /** Names in lower case; of a header that came twice, the first. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: AsyncIterable<Uint8Array>
  /** Hangs up. May be called more than once, and before the body was read. */
  close(): void
}
