/** The network as used by this module. Implemented by `https-network.ts`, and by fakes in tests. */
export interface Network {
  /** Returns the IP addresses of a host in the order to try them. Rejects when there are none. */
  lookup(host: string): Promise<readonly string[]>
  /** Sends one GET over a connection to exactly `address`, without following redirects. */
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
  /** Names in lower case; the first value of a repeated header. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: AsyncIterable<Uint8Array>
  /** Closes the connection. Can be called more than once, and before the body is read. */
  close(): void
}
