/** Who asks, as far as limits go: one IPv4 address, or the 64 bits of IPv6 that one customer of a provider has at least. */
import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

/** What cannot be read as an address is told apart by its beginning. */
const MAX_UNREAD = 64

/**
 * @param proxies how many proxies of ours stand before the server; each appends an address to `X-Forwarded-For`. What a
 *   client writes into that header itself stands further to the left, and is not believed.
 */
export function clientBlock({ headers, socket }: IncomingMessage, proxies: number): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  const told = proxies > 0 ? forwarded.at(-proxies)?.trim() : undefined
  return addressBlock(told || (socket.remoteAddress ?? 'unknown'))
}

/** @param address as a socket or a proxy gives it, perhaps with a port */
export function addressBlock(address: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address
  if (!ipaddr.isValid(bare)) return bare.slice(0, MAX_UNREAD)
  // An IPv4 address that comes in the form of IPv6 is an IPv4 address.
  const parsed = ipaddr.process(bare)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  return `${parsed.parts
    .slice(0, 4)
    .map((it) => it.toString(16))
    .join(':')}::/64`
}
