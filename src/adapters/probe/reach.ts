/** Decides to which IP addresses a probe may connect. Everything but the URL that the user typed is untrusted. */
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { isPrivateAddress, isPublicAddress } from '../attachments/addresses.ts'

/** Whether a connection to this host at this IP address is allowed. */
export type MayConnect = (host: string, address: string) => boolean

/**
 * The typed host may be anywhere. From a public one, redirects and metadata may lead to public addresses only; from one
 * on this machine or in a private network, also to neighbours there. Link-local addresses, where the metadata services
 * of clouds are, must be typed.
 * @param typed URL as the user typed it
 * @param addresses the IP addresses of its host
 */
export function reachOfTyped(typed: URL, addresses: readonly string[]): MayConnect {
  const isInside = addresses.length > 0 && !addresses.some(isPublicAddress)
  return (host, address) =>
    // A name that led to a public address at first must not lead inside later.
    (host === typed.hostname && addresses.includes(address)) ||
    isPublicAddress(address) ||
    (isInside && (isPrivateAddress(address) || isLoopback(address)))
}

/** For URLs that nobody typed: public addresses only. */
export const publicReach: MayConnect = (_, address) => isPublicAddress(address)

function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && ipaddr.parse(address).range() === 'loopback'
}
