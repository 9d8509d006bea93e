/** The client, for limits: one IPv4 address, or the IPv6 /64 that a provider's customer has at least. */
import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

/** Characters kept of an unparsable address, to tell clients apart. */
const MAX_UNPARSED = 64

/**
 * @param proxies number of our own proxies in front of the server. Each appends an address to `X-Forwarded-For`. What a
 *   client writes into that header itself is further left and is ignored.
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
