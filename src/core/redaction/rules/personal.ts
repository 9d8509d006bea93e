/** Details that identify a person or a place: e-mail addresses, account names in paths, IP addresses. */
import type { RedactionRule } from '../rule.ts'

/** Accounts that exist on every machine of a certain kind, and placeholder names. */
const SHARED_ACCOUNTS =
  /^(?:runner(?:admin)?|node|ubuntu|vscode|codespace|root|user(?:name)?|app|circleci|ec2-user|coder|linuxbrew|jovyan|vsts|git|shared|public|default|all users|administrator|containeradministrator|me|you|someone|name|x+|\.+)$/i
const namesPerson = (account: string): boolean => !SHARED_ACCOUNTS.test(account)

/**
 * Endings of names that contain an at sign but are not e-mail addresses: files, packages, systemd units, reserved
 * domains.
 */
const NO_DOMAIN =
  /\.(?:service|socket|timer|tgz|m?[jt]sx?|json|md|py|git|local|internal|png|svg|example|invalid|test)$/i
const NO_PERSON =
  /^(?:git|no-?reply|user|you|me|name|someone|foo|bar|test|example|your[\w.-]*|my[-_.]?(?:e-?mail|name))@|@(?:[\w-]+\.)?example\.|@(?:email|domain|company)\.com$/i

/** Rejects dotted numbers that are not IP addresses: versions, section numbers, parts of a longer number or name. */
const NO_ADDRESS_BEFORE = String.raw`(?<![\w.@-]|[a-z]\/|(?:version|ver|release|build|section|sec|rfc|chapter|§)["']?\\{0,3}["']?[ \t]{0,2}[.:=]?[ \t]{0,2}\\{0,3}["']?)`

/** `0.0` to `9.9`: in the middle of every IPv4 address there is one. */
const DIGIT_POINT_DIGIT = Array.from({ length: 100 }, (_, at) => (at / 10).toFixed(1))

export const PERSONAL_DETAILS: readonly RedactionRule[] = [
  {
    id: 'email',
    nature: 'personal',
    hints: ['@'],
    pattern: /(?<![\w.+%-]|:\/\/)[\w.+%-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![A-Za-z0-9-])/g,
    accept: (it) => !NO_DOMAIN.test(it) && !NO_PERSON.test(it),
  },
  {
    id: 'user',
    nature: 'personal',
    hints: ['/users/', '/home/'],
    pattern:
      /(?:(?<![\w.-])|(?<=[A-Za-z]:|\/mnt\/[a-z]|file:\/\/))\/(?:Users|home)\/(?<secret>[^\s/"'`:;,<>()[\]{}|\\*?$%~]{1,64})/g,
    accept: namesPerson,
  },
  {
    id: 'user',
    nature: 'personal',
    hints: ['users\\'],
    pattern:
      /\\Users\\{1,4}(?<secret>[^\\/:*?"'<>|\s[\]%$]{1,64}(?: [^\\/:*?"'<>|\s[\]%$]{1,64}){0,3}(?=\\)|[^\\/:*?"'<>|\s[\]%$]{1,64})/gi,
    accept: namesPerson,
  },
  // Claude Code names project folders after their path, with hyphens instead of slashes.
  {
    id: 'user',
    nature: 'personal',
    hints: ['-users-', '-home-'],
    pattern: /(?<=projects[\\/]{1,4})-(?:Users|home)-(?<secret>[A-Za-z0-9_.]{1,64})/g,
    accept: namesPerson,
  },
  {
    id: 'ip-address',
    nature: 'personal',
    hints: DIGIT_POINT_DIGIT,
    shape: /\d\.\d{1,3}\.\d{1,3}\.\d/y,
    pattern: new RegExp(String.raw`(?=\d)${NO_ADDRESS_BEFORE}\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d|-[a-z])`, 'gi'),
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
 * Separates IP addresses that identify a person or a place from those that are shared or documentation examples.
 * Evidence is read from IP addresses too, so shared addresses and examples are kept.
 */

/**
 * Loopback, unspecified, multicast, reserved and documentation addresses (RFC 5737), the cloud metadata address,
 * networks ending in 0, masks, and public DNS servers.
 */
const NOBODY_V4 =
  /^(?:0|127|22[4-9]|2[3-5]\d)\.|^192\.0\.2\.|^198\.51\.100\.|^203\.0\.113\.|^169\.254\.169\.254$|\.0$|^1\.[01]\.[01]\.1$|^8\.8\.(?:8\.8|4\.4)$|^9\.9\.9\.9$|^1\.2\.3\.4$/

/** Addresses from which hosted clients call MCP servers: https://docs.claude.com/en/api/ip-addresses */
const HOSTED_CLIENTS = /^160\.79\.1(?:0[4-9]|1[01])\./

/**
 * @param text four decimal numbers separated by dots, or an IPv6 address with or without a zone
 * @returns false for shared addresses and for any other text
 */
function isPersonalAddress(text: string): boolean {
  if (!text.includes(':')) return isAddressV4(text) && !NOBODY_V4.test(text) && !HOSTED_CLIENTS.test(text)
  const address = text.replace(/%.*$/, '')
  return isAddressV6(address) && !/^(?:2001:0?db8:|3fff:|2001:4860:4860:|2606:4700:4700:)/i.test(address)
}

function isAddressV4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}

/** Eight groups, or fewer with one `::` (RFC 4291, 2.2). A network (`2a00:1450::`) is not a single machine. */
function isAddressV6(text: string): boolean {
  const halves = text.split('::')
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  if (halves.length > 2 || text.endsWith('::') || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  return halves.length === 2 ? groups.length >= 2 && groups.length < 8 : groups.length === 8
}
