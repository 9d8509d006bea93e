/** Details that identify a person or a place: e-mail addresses, folders, phone numbers. */
import type { RedactionRule } from '../rule.ts'
import { namesPerson, USER } from './account-names.ts'

/**
 * Endings of names that contain an at sign but are not e-mail addresses: files, packages, systemd units, reserved
 * domains.
 */
const NO_DOMAIN = /\.(?:service|socket|timer|tgz|m?[jt]sx?|json|md|py|git|png|svg|example|invalid|test)$/i
const NO_PERSON =
  /^(?:git|no-?reply|user|you|me|name|someone|foo|bar|test|example|your[\w.-]*|my[-_.]?(?:e-?mail|name))@|@(?:[\w-]+\.)?example\.|@(?:email|domain|company|openssh)\.com$|@libssh\.org$/i

/**
 * The name of a service in Kerberos, `HTTP/web01@ACME.IO`, with its host and realm, as in RFC 4120, 6.2.1. A person's
 * name has no slash.
 */
const NO_SERVICE = String.raw`(?<![A-Za-z\d]\/(?:[\w.-]{1,100}:)?[\w.-]{1,64}@[A-Z\d-]{1,63}(?:\.[A-Z\d-]{1,63}){1,4})`

/** In a private network, a realm in capitals or two names, as others are services: `admin@db.internal`. */
const PRIVATE_DOMAIN = /\.(?:local|internal)$/i
const PRIVATE_PERSON = /^[\p{L}\d][\p{L}\d._-]*@[A-Z\d.-]+$|^\p{L}{2,}[._]\p{L}{2,}@/u

function isPersonalEmail(text: string): boolean {
  if (PRIVATE_DOMAIN.test(text) && !(PRIVATE_PERSON.test(text) && namesPerson(text.slice(0, text.indexOf('@')))))
    return false
  return !NO_DOMAIN.test(text) && !NO_PERSON.test(text)
}

/** Scripts whose words are separated by blanks, so that a name does not include the sentence before it. */
const ALPHABETS = String.raw`\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Mn}`
const IN_MAIL = String.raw`[${ALPHABETS}\d_.+%-]`

/** Part of a name in a path. */
const NAME = String.raw`[^\s/"'\x60:;,<>()[\]{}|\\*?$%~&=]`
/** A slash, also percent-encoded. */
const SLASH = String.raw`(?:\/|%(?:25)?2[Ff])`

export const PERSONAL_DETAILS: readonly RedactionRule[] = [
  {
    id: 'email',
    nature: 'personal',
    hints: ['@'],
    shape: new RegExp(String.raw`@(?:[${ALPHABETS}\d-]{1,63}\.){1,4}[${ALPHABETS}]{2}`, 'uy'),
    pattern: new RegExp(
      String.raw`(?<!${IN_MAIL}|:\/\/)${IN_MAIL}{1,64}@(?:[${ALPHABETS}\d-]{1,63}\.){1,4}[${ALPHABETS}]{2,24}(?![${ALPHABETS}\d_-])${NO_SERVICE}`,
      'gu',
    ),
    accept: isPersonalEmail,
    judgesFillers: true,
  },
  {
    id: 'email',
    nature: 'personal',
    // In a URL, encoded once or twice.
    hints: ['%40', '%2540'],
    pattern:
      /(?:(?<=%(?:25)?[0-9A-Fa-f]{2})(?<!%25(?=[0-9A-Fa-f]{2}))|(?<![\w.+-])(?<!%(?:25)?[0-9A-Fa-f]?))[\w.+-]{1,64}%(?:25)?40(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![A-Za-z0-9-])/g,
    accept: (it) => isPersonalEmail(it.replace(/%(?:25)?40/, '@')),
    judgesFillers: true,
  },
  {
    id: 'email',
    nature: 'personal',
    // Written so that programs do not collect it: jane [at] acme [dot] io
    hints: ['[at]', '(at)', '{at}'],
    pattern: /(?<![\w.+-])[\w.+-]{2,64} ?[[({]at[\])}] ?[\w-]{2,63}(?:(?: ?[[({]dot[\])}] ?|\.)[\w-]{2,63}){1,3}/gi,
    accept: (it) => isPersonalEmail(it.replace(/ ?[[({]at[\])}] ?/i, '@').replace(/ ?[[({]dot[\])}] ?/gi, '.')),
    judgesFillers: true,
  },
  {
    id: 'email',
    nature: 'personal',
    // A guest in Entra: the e-mail address with an underscore for the at sign.
    hints: ['#ext#'],
    pattern: /(?<![\w.-])[\w.-]{2,64}_[A-Za-z\d-]{1,63}(?:\.[A-Za-z\d-]{1,63}){0,3}\.[A-Za-z]{2,24}(?=#EXT#)/gi,
  },
  {
    ...USER,
    hints: ['/users/', '/home/', '%2fusers', '%2fhome', '%252fusers', '%252fhome'],
    // `/Users/x`, `C:/Users/x`, `/c/Users/x` (Git Bash), `/mnt/c/Users/x` (WSL), `/var/home/x` (Fedora Atomic).
    pattern: new RegExp(
      String.raw`(?:(?<![\w.-])|(?<=[A-Za-z]:|(?<![\w.-])\/[a-z]|\/(?:mnt|cygdrive)\/[a-z]|\/Volumes\/[^/\n]{1,40}|(?<![\w.-])\/(?:var|export|data|usr|nfs|net|srv|mnt)|file:\/\/|:\/\/file|%(?:25)?[0-9A-Fa-f]{2}))${SLASH}(?:Users|home)${SLASH}(?<secret>\p{Lu}${NAME}{1,40}(?: \p{Lu}${NAME}{1,40}){1,2}(?=\/)|${NAME}{1,64}(?:%(?:25)?20${NAME}{1,64}){0,3})`,
      'gu',
    ),
    accept: namesPerson,
  },
  {
    ...USER,
    hints: ['users\\', 'home\\', 'and settings\\', 'users$\\', 'home$\\', 'profiles$\\'],
    // A name of several words ends at a backslash, at a quotation mark, or at the end of the line.
    pattern:
      /\\(?:(?:Users|home|profiles)\$?|Documents and Settings)\\{1,4}(?<secret>[^\\/:*?"'<>|\s[\]%$]{1,64}(?: [^\\/:*?"'<>|\s[\]%$]{1,64}){1,3}(?=\\)|[^\\/:*?"'<>|\s[\]%$]{1,64}(?: \p{Lu}[\p{L}.-]{0,40}){0,2}(?=["']|[ \t]{0,4}$)|[^\\/:*?"'<>|\s[\]%$]{1,64})/giu,
    accept: namesPerson,
  },
  {
    ...USER,
    // A path of Windows in a URL.
    hints: ['%5cusers%', '%255cusers%'],
    pattern:
      /%(?:25)?5CUsers%(?:25)?5C(?<secret>[^\s%\\/"'<>&?#]{1,64}(?:(?:%(?:25)?20|\+)[^\s%\\/"'<>&?#]{1,64}){0,2})/gi,
    accept: namesPerson,
  },
  {
    id: 'phone-number',
    nature: 'personal',
    hints: ['phone', 'tel:', 'tel.', 'mobile', 'whatsapp', 'sms'],
    // ITU-T E.164: at most 15 digits.
    pattern:
      /(?<![A-Za-z])(?:phone|tel|mobile|whatsapp|sms)(?:[ _-]?(?:number|no))?\.?["']?[ \t]{0,2}[:= ][ \t]{0,4}["']?(?<secret>\+?\(?\d[\d ()./-]{6,18}\d)(?![\w.-])/gi,
    accept: (it) => /^(?:\D*\d){8,15}\D*$/.test(it) && !/^\d{1,3}(?:\.\d{1,3}){3}$|^\d{4}-\d\d-\d\d/.test(it),
  },
  {
    id: 'phone-number',
    nature: 'personal',
    hints: ['to +', 'from +', 'for +', 'number +', 'number: +', 'calling +', 'phone +', 'sms +'],
    pattern: /(?<=[a-z:] )\+[1-9]\d{0,2}[ .-]?\(?\d[\d ().-]{6,16}\d(?![\w.-])/gi,
    accept: (it) => /^(?:\D*\d){10,15}\D*$/.test(it),
  },
  // Claude Code names project folders after their path, with hyphens instead of slashes.
  {
    ...USER,
    hints: ['-users-', '-home-'],
    pattern: /(?<=projects[\\/]{1,4})-(?:Users|home)-(?<secret>[A-Za-z0-9_.]{1,64})/g,
    accept: namesPerson,
  },
]
