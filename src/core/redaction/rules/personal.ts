/** Details that identify a person or a place: e-mail addresses, account names, phone numbers, machines. */
import type { RedactionRule } from '../rule.ts'

/** Accounts that exist on every machine of a certain kind, and placeholder names. */
const SHARED_ACCOUNTS =
  /^(?:runner(?:admin)?|jenkins|gitlab-runner|buildkite-agent|agent|builder|build|vagrant|centos|rocky|fedora|debian|opc|hadoop|hdfs|spark|spack|airflow|docker|www-data|nobody|sandbox|dev|developer|deploy|service|node|ubuntu|vscode|codespace|root|user(?:name)?|app|circleci|ec2-user|coder|linuxbrew|jovyan|vsts|git|shared|public|default|all users|administrator|containeradministrator|me|you|someone|name|x+|\.+)$/i
const namesPerson = (account: string): boolean => !SHARED_ACCOUNTS.test(account)

/**
 * Endings of names that contain an at sign but are not e-mail addresses: files, packages, systemd units, reserved
 * domains.
 */
const NO_DOMAIN =
  /\.(?:service|socket|timer|tgz|m?[jt]sx?|json|md|py|git|local|internal|png|svg|example|invalid|test)$/i
const NO_PERSON =
  /^(?:git|no-?reply|user|you|me|name|someone|foo|bar|test|example|your[\w.-]*|my[-_.]?(?:e-?mail|name))@|@(?:[\w-]+\.)?example\.|@(?:email|domain|company)\.com$/i

/**
 * The name of a service in Kerberos, `HTTP/web01@ACME.IO`, with its host and realm, as in RFC 4120, 6.2.1. A person's
 * name has no slash.
 */
const NO_SERVICE = String.raw`(?<![A-Za-z\d]\/(?:[\w.-]{1,100}:)?[\w.-]{1,64}@[A-Z\d-]{1,63}(?:\.[A-Z\d-]{1,63}){1,4})`

function isPersonalEmail(text: string): boolean {
  return !NO_DOMAIN.test(text) && !NO_PERSON.test(text)
}

/** Names that every machine of a certain kind has: in containers, clusters and cloud metadata. */
const SHARED_HOSTS = /(?:^|\.)(?:svc|pod|cluster|docker|containers|lima|metadata|google|example|acme|homeassistant)$/i
const HARDWARE = /macbook|imac|mac-?mini|laptop|desktop|thinkpad|iphone|ipad|[-_]pc(?:[-_.]|$)|\d/i

/**
 * Returns true for the name of one machine in a private network: it says what machine it is, or has a domain of its own.
 * `gitlab.internal` and `idp.corp` identify nobody, and a diagnosis compares such names.
 * @param name without its last part
 */
function identifiesMachine(name: string): boolean {
  const labels = name
    .split('.')
    .filter((label) => !/^(?:dev|develop|staging|stage|test|qa|prod|production|preview)$/i.test(label))
  return !SHARED_HOSTS.test(name) && (labels.length > 2 || HARDWARE.test(labels[0] ?? ''))
}

/** Scripts whose words are separated by blanks, so that a name does not include the sentence before it. */
const ALPHABETS = String.raw`\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Mn}`
const IN_MAIL = String.raw`[${ALPHABETS}\d_.+%-]`

/** Part of a name in a path. */
const NAME = String.raw`[^\s/"'\x60:;,<>()[\]{}|\\*?$%~&=]`
/** A slash, also percent-encoded. */
const SLASH = String.raw`(?:\/|%(?:25)?2[Ff])`

const USER = { id: 'user', nature: 'personal' } as const

export const PERSONAL_DETAILS: readonly RedactionRule[] = [
  {
    id: 'email',
    nature: 'personal',
    hints: ['@'],
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
      /(?:(?<=%(?:25)?[0-9A-Fa-f]{2})|(?<![\w.+-])(?<!%(?:25)?[0-9A-Fa-f]?))[\w.+-]{1,64}%(?:25)?40(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![A-Za-z0-9-])/g,
    accept: (it) => isPersonalEmail(it.replace(/%(?:25)?40/, '@')),
    judgesFillers: true,
  },
  {
    ...USER,
    hints: ['/users/', '/home/', '%2fusers', '%2fhome', '%252fusers', '%252fhome'],
    // `/Users/x`, `C:/Users/x`, `/c/Users/x` (Git Bash), `/mnt/c/Users/x` (WSL), `/var/home/x` (Fedora Atomic).
    pattern: new RegExp(
      String.raw`(?:(?<![\w.-])|(?<=[A-Za-z]:|(?<![\w.-])\/[a-z]|\/mnt\/[a-z]|(?<![\w.-])\/(?:var|export|data|usr|nfs|net|srv|mnt)|file:\/\/|:\/\/file|%(?:25)?[0-9A-Fa-f]{2}))${SLASH}(?:Users|home)${SLASH}(?<secret>\p{Lu}${NAME}{1,40}(?: \p{Lu}${NAME}{1,40}){1,2}(?=\/)|${NAME}{1,64}(?:%(?:25)?20${NAME}{1,64}){0,3})`,
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
    ...USER,
    // The prompt of a shell: jane@thinkpad:~/src$
    hints: ['@'],
    pattern:
      /^[ \t>]{0,8}(?:\([\w.-]{1,40}\) )?\[?(?<secret>[a-z_][\w.-]{0,31}@[A-Za-z][\w-]{1,62})(?=(?::[^\s$%#]{0,120}|[ \t][^\s$%#]{1,80})?[ \t]?\]?[ \t]?[$%#❯➜](?:[ \t]|$))/gm,
    accept: (it) => namesPerson(it.slice(0, it.indexOf('@'))) && !/@(?:latest|next|beta|canary|rc|dev|main)$/i.test(it),
  },
  {
    ...USER,
    // An account of a Windows domain; a single backslash before some letters is an escape.
    hints: ['\\'],
    shape: /\\(?<=(?<![A-Z\d-])[A-Z][A-Z\d-]{1,14}\\)/y,
    pattern:
      /(?:user(?:name)?|account|login|logged (?:in|on) as|identity)["']?[ \t:=]{1,3}["']?(?!BUILTIN)[A-Z][A-Z\d-]{1,14}(?:\\{2,4}|\\(?![nrtbfvux0]))(?<secret>[\p{L}\d][\p{L}\d._-]{1,63})/giu,
    accept: namesPerson,
  },
  {
    ...USER,
    hints: ['given_name', 'family_name', 'middle_name'],
    pattern: /"(?:given|family|middle)_name\\{0,3}"[ \t]{0,4}:[ \t]{0,4}\\{0,3}"(?<secret>[^"\\\n[\]]{2,64})/g,
  },
  {
    ...USER,
    // Variables that hold the name of the account.
    hints: ['username=', 'user=', 'logname=', 'userprofile='],
    pattern:
      /(?<![\w-])(?:USERNAME|USER|LOGNAME|SUDO_USER)=["']?(?<secret>[\p{L}\d][\p{L}\d._-]{1,63})(?![\p{L}\d=:/])/gu,
    accept: (it) => namesPerson(it) && !/^\d+$/.test(it),
  },
  {
    ...USER,
    // Claims of an ID token (OpenID Connect Core 1.0, section 5.1; Entra), and the answer of `id`.
    hints: ['preferred_username', 'unique_name', 'upn', 'samaccountname', 'uid='],
    pattern:
      /(?:(?:preferred_username|unique_name|upn|samaccountname)\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["']?|uid=\d{1,10}\()(?<secret>[\p{L}\d][\p{L}\d._@\\-]{1,127})/giu,
    accept: namesPerson,
  },
  {
    ...USER,
    // An account or an e-mail address that a client passes to the login page.
    hints: ['login_hint'],
    pattern: /login_hint["']?(?:=|:|%3D)[ \t]{0,4}["']?(?<secret>[\w.+%@-]{3,128})/gi,
    accept: (it) => !/^(?:user|email|none|null|true|false|undefined)$|^\[?redacted/i.test(it),
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
    id: 'host',
    nature: 'personal',
    // Machines of a private network: reserved or customary top-level names (RFC 6762, RFC 8375, ICANN's `.internal`).
    hints: ['.local', '.internal', '.corp', '.lan', '.intra', '.home.arpa', '.localdomain'],
    pattern:
      /(?<![\w.@-])(?<secret>[A-Za-z0-9_][\w-]{0,62}(?:\.[A-Za-z0-9_][\w-]{0,62}){0,5})(?=\.(?:local|internal|corp|lan|intra(?:net)?|home\.arpa|localdomain)(?![\w-]|\.[A-Za-z\d]))/gi,
    accept: identifiesMachine,
  },
  // Claude Code names project folders after their path, with hyphens instead of slashes.
  {
    ...USER,
    hints: ['-users-', '-home-'],
    pattern: /(?<=projects[\\/]{1,4})-(?:Users|home)-(?<secret>[A-Za-z0-9_.]{1,64})/g,
    accept: namesPerson,
  },
]
