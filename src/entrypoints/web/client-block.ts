/**
 * Identifies clients for limits: by IPv4 address, or by IPv6 /64, the smallest block that a provider assigns to a
 * customer.
 */
import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

/** Number of characters kept of an unparsable address, to tell clients apart. */
const MAX_UNPARSED = 64

/**
 * @param proxies number of our own proxies in front of the server. Each appends an address to `X-Forwarded-For`.
 *   Anything that a client itself writes into that header is further to the left and is ignored.
 */
export function clientBlock({ headers, socket }: IncomingMessage, proxies: number): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  const forwardedFor = proxies > 0 ? forwarded.at(-proxies)?.trim() : undefined
  return addressBlock(forwardedFor || (socket.remoteAddress ?? 'unknown'))
}

/** @param address as a socket or a proxy reports it, possibly with a port */
export function addressBlock(address: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address
  if (!ipaddr.isValid(bare)) return bare.slice(0, MAX_UNPARSED)
  // An IPv4-mapped IPv6 address counts as its IPv4 address.
  const parsed = ipaddr.process(bare)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  return `${parsed.parts
    .slice(0, 4)
    .map((it) => it.toString(16))
    .join(':')}::/64`
}
