/** The network interface that this module uses. Implemented by `https-network.ts`, and by fakes in tests. */
export interface Network {
  /** Returns a host's IP addresses, in the order in which to try them. Rejects when the host has none. */
  lookup(host: string): Promise<readonly string[]>
  /** Sends one GET request over a connection to exactly `address`. Does not follow redirects. */
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
  /** Header names are in lower case. A repeated header has only its first value. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: AsyncIterable<Uint8Array>
  /** Closes the connection. Can be called more than once, and before the body is read. */
  close(): void
}
