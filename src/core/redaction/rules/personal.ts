/** Details that identify a person or a place: e-mail addresses, account names in paths, IP addresses. */
import { isPersonalAddress } from '../ip-address.ts'
import type { RedactionRule } from '../rule.ts'

/** Accounts that every machine of a kind has, and placeholders for a name. */
const SHARED_ACCOUNTS =
  /^(?:runner(?:admin)?|node|ubuntu|vscode|codespace|root|user(?:name)?|app|circleci|ec2-user|coder|linuxbrew|jovyan|vsts|git|shared|public|default|all users|administrator|containeradministrator|me|you|someone|name|x+|\.+)$/i
const namesPerson = (account: string): boolean => !SHARED_ACCOUNTS.test(account)

/** Endings of names with an at sign that are not e-mail addresses: files, packages, systemd units, reserved domains. */
const NO_DOMAIN =
  /\.(?:service|socket|timer|tgz|m?[jt]sx?|json|md|py|git|local|internal|png|svg|example|invalid|test)$/i
const NO_PERSON =
  /^(?:git|no-?reply|user|you|me|name|someone|foo|bar|test)@|@(?:[\w-]+\.)?example\.|@(?:email|domain|company)\.com$/i

/**
 * Rejects dotted numbers that are not IP addresses: versions, sections of a standard, parts of a longer number or name.
 */
const NO_ADDRESS_BEFORE = String.raw`(?<![\w.@-]|[a-z]\/|(?:version|ver|release|build|section|sec|rfc|chapter|§)["']?\\{0,3}["']?[ \t]{0,2}[.:=]?[ \t]{0,2}\\{0,3}["']?)`

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
    shape: String.raw`\d\.\d{1,3}\.\d{1,3}\.\d`,
    pattern: new RegExp(String.raw`(?=\d)${NO_ADDRESS_BEFORE}\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d|-[a-z])`, 'gi'),
    accept: isPersonalAddress,
  },
  {
    id: 'ip-address',
    nature: 'personal',
    shape: '(?:[23][0-9a-f]{3}|f[cde][0-9a-f]{2}):[0-9a-f]{0,4}:',
    pattern: /(?<![\w:.%-])(?:[23][0-9a-f]{3}|f[cde][0-9a-f]{2}):[0-9a-f:]{2,34}(?:%[\w.-]{1,20})?(?![\w:])/gi,
    accept: isPersonalAddress,
  },
]
