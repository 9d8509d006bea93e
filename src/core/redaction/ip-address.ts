/**
 * Separates IP addresses that identify a person or a place from those that are shared or documentation examples.
 * Evidence is read from IP addresses too, so every other address stays.
 */

/** Loopback, unspecified, multicast and reserved; documentation (RFC 5737); networks ending in 0 and masks. */
const NOBODY_V4 =
  /^(?:0|127|22[4-9]|2[3-5]\d)\.|^192\.0\.2\.|^198\.51\.100\.|^203\.0\.113\.|^169\.254\.169\.254$|\.0$|^1\.[01]\.[01]\.1$|^8\.8\.(?:8\.8|4\.4)$|^9\.9\.9\.9$|^1\.2\.3\.4$/

/** Addresses of hosted clients when they call MCP servers: https://docs.claude.com/en/api/ip-addresses */
const HOSTED_CLIENTS = /^160\.79\.1(?:0[4-9]|1[01])\./

/**
 * @param text four decimal numbers with dots, or an IPv6 address with or without a zone
 * @returns false for shared addresses and for any other text
 */
export function isPersonalAddress(text: string): boolean {
  if (!text.includes(':')) return isAddressV4(text) && !NOBODY_V4.test(text) && !HOSTED_CLIENTS.test(text)
  const address = text.replace(/%.*$/, '')
  return isAddressV6(address) && !/^(?:2001:0?db8:|3fff:|2001:4860:4860:|2606:4700:4700:)/i.test(address)
}

function isAddressV4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}

/** Eight groups, or fewer with one `::` (RFC 4291, 2.2). A network (`2a00:1450::`) is not a machine. */
function isAddressV6(text: string): boolean {
  const halves = text.split('::')
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  if (halves.length > 2 || text.endsWith('::') || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  return halves.length === 2 ? groups.length >= 2 && groups.length < 8 : groups.length === 8
}
