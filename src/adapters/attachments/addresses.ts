/** Which network addresses a stranger's link may lead to. */
import ipaddr from 'ipaddr.js'

/**
 * Public addresses of single machines only. Everything that the registries of RFC 6890 set apart is refused: private,
 * loopback, link-local (with the metadata services of the clouds), carrier-grade NAT, multicast; and in IPv6 every form
 * that carries an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo), because a gateway may unpack it.
 * @param address as a resolver gives it; anything that is no address is refused
 */
export function isPublicAddress(address: string): boolean {
  const parsed = parse(address)
  return parsed !== null && parsed.range() === 'unicast' && inUse(parsed) && !SPECIAL.has(parsed.toString())
}

/**
 * Addresses of a company's own network. Loopback, link-local and the metadata services are not among them.
 * @param address as a resolver gives it
 */
export function isPrivateAddress(address: string): boolean {
  const parsed = parse(address)
  if (parsed === null || SPECIAL.has(parsed.toString())) return false
  return parsed.range() === 'private' || parsed.range() === 'uniqueLocal'
}

/** Metadata and platform services that stand outside the ranges for them: AWS in IPv6, Azure, Oracle. */
const SPECIAL = new Set(['fd00:ec2::254', 'fd00:ec2::23', '168.63.129.16', '192.0.0.192', 'fd20:ce::254'])

/** Of IPv6 only 2000::/3 has been given out; the rest of what the library calls unicast belongs to nobody. */
function inUse(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return !(address instanceof ipaddr.IPv6) || (address.parts[0] ?? 0) >>> 13 === 1
}

/** The strict spellings only: `parse` alone would also take `0x7f.1` and `127.1`. */
function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address)
  return ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address) : null
}
