/** Decides which IP addresses an untrusted link may lead to. */
import ipaddr from 'ipaddr.js'

/**
 * Accepts public unicast addresses only. Rejects all special-purpose addresses listed in RFC 6890: private, loopback,
 * link-local (including cloud metadata services), carrier-grade NAT and multicast. In IPv6, also rejects every form
 * that embeds an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo), because a gateway may unwrap it.
 * @param address IP address as returned by a resolver; anything that is not an IP address is rejected
 */
export function isPublicAddress(address: string): boolean {
  const parsed = parse(address)
  return (
    parsed !== null && parsed.range() === 'unicast' && isAssigned(parsed) && !METADATA_ADDRESSES.has(parsed.toString())
  )
}

/**
 * Accepts private network addresses. Rejects loopback and link-local addresses and metadata services.
 * @param address IP address as returned by a resolver
 */
export function isPrivateAddress(address: string): boolean {
  const parsed = parse(address)
  if (parsed === null || METADATA_ADDRESSES.has(parsed.toString())) return false
  return parsed.range() === 'private' || parsed.range() === 'uniqueLocal'
}

/** Metadata and platform services outside the link-local ranges: AWS (IPv6), Azure, Oracle, Google Cloud (IPv6). */
const METADATA_ADDRESSES = new Set(['fd00:ec2::254', 'fd00:ec2::23', '168.63.129.16', '192.0.0.192', 'fd20:ce::254'])

/** In IPv6, only 2000::/3 is assigned. The library also counts unassigned ranges as unicast. */
function isAssigned(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return !(address instanceof ipaddr.IPv6) || (address.parts[0] ?? 0) >>> 13 === 1
}

/** Accepts strict notation only: `parse` alone would also accept `0x7f.1` and `127.1`. */
function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address)
  return ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address) : null
}
