/** The real network: the system's resolver, and one fresh TLS connection a request to an address that was checked. */
import { lookup } from 'node:dns/promises'
import type { IncomingMessage } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isIPv6 } from 'node:net'
import type { Network, NetworkAnswer, NetworkRequest } from './network.ts'

/** For tests against a server of their own: its port, and the certificate to trust. */
export interface HttpsOptions {
  readonly port?: number
  readonly ca?: string
}

/** Servers of GitHub send a few kilobytes of headers; a redirect with a signed URL is the longest. */
const MAX_HEADERS_LENGTH = 32_768

export function httpsNetwork(options: HttpsOptions = {}): Network {
  return {
    lookup: async (host) => (await lookup(host, { all: true, order: 'ipv4first' })).map(({ address }) => address),
    get: (asked) => get(asked, options),
  }
}

function get({ url, address, headers, signal }: NetworkRequest, { port, ca }: HttpsOptions): Promise<NetworkAnswer> {
  const options: RequestOptions = {
    headers,
    signal,
    // No agent: a pooled connection could lead to an address that was checked for another host, or another time.
    agent: false,
    lookup: pinned(address),
    maxHeaderSize: MAX_HEADERS_LENGTH,
    ...(port !== undefined && { port }),
    ...(ca !== undefined && { ca }),
  }
  return new Promise((resolve, reject) => {
    const call = request(url, options, (answer) => resolve(toAnswer(answer)))
    call.on('error', reject)
    call.end()
  })
}

/** Answers with the address that was checked, whatever the name resolves to by now. */
function pinned(address: string): LookupFunction {
  const family = isIPv6(address) ? 6 : 4
  return (_host, { all }, callback) => {
    if (all === true) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
}

function toAnswer(answer: IncomingMessage): NetworkAnswer {
  // After the last reader has gone nobody else hears of a broken connection.
  answer.on('error', () => {})
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value])
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: answer,
    close: () => void answer.destroy(),
  }
}
