/**
 * IP addresses that identify a person or a place. Evidence is read from IP addresses too, so shared addresses and
 * documentation examples are kept.
 */
import ipaddr from 'ipaddr.js'
import type { RedactionRule } from '../rule.ts'

/**
 * Rejects dotted numbers that are not IP addresses: versions, section numbers, parts of a longer number or name. After a
 * slash a number is the version of a product (`Chrome/120.0.0.1`), unless a host name with a dot is before the slash, as
 * Java prints an address.
 */
const NO_ADDRESS_BEFORE = String.raw`(?<![\w.@-]|[a-z]\/(?<!\.[a-z]{2,24}\/)|(?:version|ver|release|build|section|sec|rfc|chapter|§)["']?\\{0,3}["']?[ \t]{0,2}[.:=]?[ \t]{0,2}\\{0,3}["']?)`
/**
 * A version with four parts follows the name of a package, another version, or a word about versions in the same
 * sentence, or a word that no address has follows it. A port after the number, or a header such as
 * `X-Forwarded-For` before it, says that it is an address.
 */
const NO_VERSION = String.raw`(?:(?=:\d{2,5}(?!\d))|(?<=[_-](?:for|ip|addr(?:ess)?|host|client|peer|remote)["']?[ \t]{0,2}[:=][ \t"'([]{0,3}[\d.]{7,15})|(?<!(?:upgrad|updat|downgrad|bump|patch|fixed in|releas|version|install|depend|librar|packag|artifact|jar:|CVE-|CWE-|through|since|prior|before|move up|migrat)[^\n]{0,80}?[\d.]{7,15})(?<![A-Za-z]\w{0,40}-[a-z][\w-]{0,40}["')]{0,2}[ :][ \t(["']{0,3}[\d.]{7,15})(?<!\d\.\d{1,3}\.\d{1,3}[ \t]{0,2}(?:to|and|or|,|-{1,2}>|–|→)[ \t]{0,2}[\d.]{7,15})(?![ \t]{1,2}(?:includes|contains|releases?|and (?:others|later|above|newer|earlier|up)|or (?:later|newer|above|higher|earlier|older))(?![A-Za-z])))`

/** A number that is no version, because a word of networks is before it. */
const ADDRESSED = String.raw`(?<=(?:from|to|at|peer|host|addr(?:ess)?|ip|client|server|remote|via|dial|tcp|udp|connect(?:ed|ing)?(?: to)?)["']?[ \t]{0,2}[:= ([][ \t"'([]{0,2}|:\/\/)`
/** Four numbers of at most 31, as in `17.0.3.1`; one address in some thousands looks like this. A port may follow one. */
const SMALL_NUMBERS = String.raw`(?:[1-9]|1[1-9]|2\d|3[01])(?:\.(?:[12]?\d|3[01])){3}(?![\d.]|:\d{2,5}(?!\d))`

/** `0.0` to `9.9`: in the middle of every IPv4 address there is one. */
const DIGIT_POINT_DIGIT = Array.from({ length: 100 }, (_, at) => (at / 10).toFixed(1))

/**
 * Loopback, unspecified, multicast, reserved and documentation addresses (RFC 5737), the cloud metadata address,
 * networks ending in 0, masks, and public DNS servers.
 */
const NOBODY_V4 =
  /^(?:0|127|22[4-9]|2[3-5]\d)\.|^192\.0\.2\.|^198\.51\.100\.|^203\.0\.113\.|^169\.254\.169\.254$|\.0$|^1\.[01]\.[01]\.1$|^8\.8\.(?:8\.8|4\.4)$|^9\.9\.9\.9$|^1\.2\.3\.4$/

/** Addresses from which hosted clients call MCP servers: https://docs.claude.com/en/api/ip-addresses */
const HOSTED_CLIENTS = /^160\.79\.1(?:0[4-9]|1[01])\./

export const IP_ADDRESSES: readonly RedactionRule[] = [
  {
    id: 'ip-address',
    nature: 'personal',
    hints: DIGIT_POINT_DIGIT,
    shape: /\d\.\d{1,3}\.\d{1,3}\.\d/y,
    pattern: new RegExp(
      String.raw`(?=\d)${NO_ADDRESS_BEFORE}(?:${ADDRESSED}|(?!${SMALL_NUMBERS}))\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d|-[a-z])${NO_VERSION}`,
      'gi',
    ),
    accept: isPersonalAddress,
  },
  {
    id: 'ip-address',
    nature: 'personal',
    hints: [...'0123456789abcdef'].map((it) => `${it}:`),
    shape: /(?<=(?:[23][0-9a-f]{2}|f[cde][0-9a-f]))[0-9a-f]:[0-9a-f]{0,4}:/iy,
    pattern: /(?<![\w:.%-])(?:[23][0-9a-f]{3}|f[cde][0-9a-f]{2}):[0-9a-f:]{2,34}(?:%[\w.-]{1,20})?(?![\w:])/gi,
    accept: isPersonalAddress,
  },
]

/**
 * @param text four decimal numbers separated by dots, or an IPv6 address with or without a zone
 * @returns false for shared addresses and for any other text
 */
function isPersonalAddress(text: string): boolean {
  if (!text.includes(':'))
    return ipaddr.IPv4.isValidFourPartDecimal(text) && !NOBODY_V4.test(text) && !HOSTED_CLIENTS.test(text)
  const address = text.replace(/%.*$/, '')
  // A network (`2a00:1450::`) is not a single machine. The library allows more than four digits in a group.
  const isMachine = ipaddr.IPv6.isValid(address) && !address.endsWith('::') && !/[^:]{5}/.test(address)
  return isMachine && !/^(?:2001:0?db8:|3fff:|2001:4860:4860:|2606:4700:4700:)/i.test(address)
}
