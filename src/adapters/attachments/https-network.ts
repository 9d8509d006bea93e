/**
 * The real network. Uses the system resolver and opens a new TLS connection to a checked IP address for each request.
 */
import { lookup } from 'node:dns/promises'
import type { IncomingMessage } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isIPv6 } from 'node:net'
import type { Network, NetworkAnswer, NetworkRequest } from './network.ts'

/** For tests against a local server: the server's port and the certificate to trust. */
export interface HttpsOptions {
  readonly port?: number
  readonly ca?: string
}

/** GitHub sends a few kilobytes of headers; redirects to signed URLs have the longest ones. */
const MAX_HEADERS_LENGTH = 32_768

export function httpsNetwork(options: HttpsOptions = {}): Network {
  return {
    lookup: async (host) => (await lookup(host, { all: true, order: 'ipv4first' })).map(({ address }) => address),
    get: (networkRequest) => get(networkRequest, options),
  }
}

function get({ url, address, headers, signal }: NetworkRequest, { port, ca }: HttpsOptions): Promise<NetworkAnswer> {
  const options: RequestOptions = {
    headers,
    signal,
    // No agent: a pooled connection could lead to an IP address that was checked for another host or at another time.
    agent: false,
    lookup: lookupPinned(address),
    maxHeaderSize: MAX_HEADERS_LENGTH,
    ...(port !== undefined && { port }),
    ...(ca !== undefined && { ca }),
  }
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, (response) => resolve(toNetworkAnswer(response)))
    outgoing.on('error', reject)
    outgoing.end()
  })
}

/** Always resolves to the checked IP address, even if the name now resolves to another one. */
export function lookupPinned(address: string): LookupFunction {
  const family = isIPv6(address) ? 6 : 4
  return (_host, { all }, callback) => {
    if (all === true) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
}

function toNetworkAnswer(response: IncomingMessage): NetworkAnswer {
  // A connection that breaks after the last read must not raise an unhandled error.
  response.on('error', () => {})
  const headers = Object.entries(response.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value[0] : value,
  ])
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: response,
    close: () => void response.destroy(),
  }
}
