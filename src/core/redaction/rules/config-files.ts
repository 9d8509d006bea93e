/** Credentials in files that tools write: .netrc, Docker and Kubernetes settings, cookie jars, one-time passwords. */

import type { RedactionRule } from '../rule.ts'
import { holdsPassword, isEncodedLogin, looksLikePassword } from '../value-shapes.ts'
import { BASIC_CREDENTIALS, CHANGE_EVERYWHERE, CHANGE_PASSWORD, PASSWORD } from './revocation.ts'

/** A seed of this length need not contain a digit; a shorter word in capitals is a name. */
const MIN_LONG_SEED = 26

const KIND = String.raw`(?<!\w)kind:[ \t]{0,4}["']?Secret["']?(?![\w-])`
/** Lines of a Kubernetes manifest, each with a name and a value in base64, possibly quoted in Markdown. */
const DATA_LINES = String.raw`(?:[ \t>]{1,20}[\w./-]{1,253}:[^\n]{0,32768}(?:\n|$)){1,100}`
const DATA = '(?:data|stringData):'
const DATA_AFTER_KIND = new RegExp(
  String.raw`${KIND}[ \t]{0,4}\n(?:(?!---)[^\n]{0,200}\n){0,40}?[ \t>]{0,20}${DATA}[ \t]{0,4}\n(?<secret>${DATA_LINES})`,
  'g',
)
/** kubectl sorts the fields, so that the data comes first. */
const DATA_BEFORE_KIND = new RegExp(
  String.raw`(?<!\w)${DATA}[ \t]{0,4}\n(?<secret>${DATA_LINES})(?=[ \t>]{0,20}${KIND})`,
  'g',
)
/** A manifest that lost its line breaks, as in a title, or that a program printed inside a string. */
const SPACE = String.raw`(?:[ \t]|\\n)`
const DATA_IN_ONE_LINE = new RegExp(
  String.raw`${KIND}${SPACE}(?:[^\n]{0,400}?${SPACE})?${DATA}${SPACE}{1,8}(?<secret>(?:[\w./-]{1,253}:[ \t]{1,4}[^\s:\\]{4,8192}${SPACE}{1,8}){0,100}[\w./-]{1,253}:[ \t]{1,4}[^\s:\\"]{4,8192})`,
  'g',
)

export const CONFIG_FILE_VALUES: readonly RedactionRule[] = [
  {
    ...PASSWORD,
    // .netrc, in one line or several. A sentence can contain both words too, but then a plain word follows.
    hints: ['login '],
    pattern:
      /(?<![\w-])login\s{1,8}\S{1,128}\s{1,40}(?:account\s{1,8}\S{1,128}\s{1,40})?password\s{1,8}(?<secret>\S{3,256})/g,
    accept: (it) => looksLikePassword(it) && !/^[A-Za-z]+[.,:;]?$/.test(it),
    spansLines: true,
  },
  {
    ...BASIC_CREDENTIALS,
    // `auths` of Docker, `_auth` of npm, `npmAuthIdent` of Yarn.
    hints: ['auth ', 'auth\t', 'auth"', "auth'", 'auth:', 'auth=', 'auth\\', 'authident'],
    shape: /auth(?:ident)?\\{0,3}["']?[ \t]{0,4}[ \t:=][ \t]{0,4}\\{0,3}["']?[A-Za-z0-9+/]{8}/iy,
    pattern:
      /(?<![A-Za-z0-9])(?:npm)?_?auth(?:Ident)?\\{0,3}["']?[ \t]{0,4}[ \t:=][ \t]{0,4}\\{0,3}["']?(?<secret>[A-Za-z0-9+/]{8,4096}={0,2})/gi,
    accept: holdsPassword,
  },
  {
    ...PASSWORD,
    // .netrc with the password before the login.
    hints: ['machine '],
    pattern: /(?<![\w-])machine\s{1,8}[\w.:-]{1,253}\s{1,40}password\s{1,8}(?<secret>\S{3,256})/g,
    accept: (it) => looksLikePassword(it) && !/^[A-Za-z]+[.,:;]?$/.test(it),
    spansLines: true,
  },
  {
    ...PASSWORD,
    // `npmAuthIdent` of Yarn and `user.info` of Confluent, as a user name and a password.
    hints: ['authident', 'user.info'],
    pattern: /(?:npmAuthIdent|user\.info)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?[^\s"':]{1,64}:(?<secret>[^\s"']{3,256})/gi,
    accept: looksLikePassword,
  },
  {
    ...PASSWORD,
    // ODBC: a value in braces.
    hints: ['pwd={', 'password={'],
    pattern: /(?:pwd|password)=\{(?<secret>[^\s{}$]{4,128})(?=\})/gi,
    accept: (it) => looksLikePassword(it) && !/^[A-Za-z_.]+$|^\d$/.test(it),
  },
  {
    id: 'password-hash',
    name: 'password hash',
    nature: 'live',
    revoke: 'change the password, since it can be guessed from its hash',
    // crypt(5), Argon2, and the formats of Django and LDAP.
    hints: [
      '$apr1$',
      '$1$',
      '$2a$',
      '$2b$',
      '$2y$',
      '$2x$',
      '$5$',
      '$6$',
      '$y$',
      '$argon2',
      'pbkdf2_sha',
      'sha}',
      'scram-sha-',
    ],
    pattern:
      /\$(?:2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|(?:1|apr1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|[56]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43,86}|y\$[./A-Za-z0-9]{2,10}\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43}|argon2(?:id|i|d)\$v=\d{1,3}\$m=\d{1,8},t=\d{1,3},p=\d{1,3}\$[A-Za-z0-9+/]{8,64}\$[A-Za-z0-9+/]{16,128})(?![/A-Za-z0-9])|pbkdf2_sha\d{1,3}\$\d{1,8}\$[A-Za-z0-9]{6,64}\$[A-Za-z0-9+/]{27,88}={0,2}|SCRAM-SHA-\d{1,3}\$\d{1,8}:[A-Za-z0-9+/]{8,64}={0,2}\$[A-Za-z0-9+/]{20,128}={0,2}:[A-Za-z0-9+/]{20,128}={0,2}|\{S?SHA\}[A-Za-z0-9+/]{27,64}={0,2}/g,
  },
  {
    id: 'password',
    name: 'SNMP community',
    nature: 'live',
    revoke: CHANGE_EVERYWHERE,
    hints: ['community'],
    pattern: /(?:snmp[\w -]{0,20}?|r[ow])community(?:[ _-]string)?["']?[ \t:=]{1,4}["']?(?<secret>[^\s"'`,;]{6,64})/gi,
    accept: (it) => looksLikePassword(it) && !/^[a-z]+$|^[A-Z]+$/.test(it),
  },
  {
    id: 'vault-token',
    name: 'HashiCorp Vault unseal key',
    nature: 'live',
    revoke: 'run vault operator rekey',
    hints: ['unseal key', 'recovery key', 'operator unseal'],
    pattern:
      /(?:(?:unseal|recovery) key(?: \d{1,2})?:[ \t]{0,4}|operator unseal (?:-\S{1,40} ){0,3})(?<secret>[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{44}|[0-9a-f]{64,66})(?![\w+/])/gi,
  },
  {
    ...BASIC_CREDENTIALS,
    // Named by words beside it, as in `credentials (base64): x`.
    hints: [
      'base64',
      'cred',
      'auth ',
      'auth:',
      'auth=',
      'auth"',
      'authentication',
      'authenticate',
      'authorization',
      'basic',
    ],
    shape:
      /(?:base64|cred(?:ential)?s?|auth(?:enticat(?:e|ion)|orization)?|basic)\b[^\n=:"'`]{0,20}[=:"'` \t]{1,4}[A-Za-z0-9+/]{12}/iy,
    pattern:
      /(?:base64|cred(?:ential)?s?|auth(?:enticat(?:e|ion)|orization)?|basic)\b[^\n=:"'`]{0,20}[=:"'` \t]{1,4}(?<secret>[A-Za-z0-9+/]{12,512}={0,2})(?![\w+/=])/gi,
    accept: isEncodedLogin,
  },
  {
    ...BASIC_CREDENTIALS,
    // Bundler: the name of a gem server, with two underscores for each dot.
    hints: ['bundle_'],
    pattern: /BUNDLE_[A-Z0-9_]{2,80}__[A-Z]{2,20}["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?<secret>[^\s"'`$<>{}]{8,256})/g,
    accept: (it) => looksLikePassword(it) && !/^(?:true|false)$/i.test(it),
  },
  {
    id: 'docker-config',
    name: 'Docker registry credentials',
    nature: 'live',
    revoke: CHANGE_PASSWORD,
    hints: ['.dockerconfigjson', '.dockercfg'],
    pattern:
      /\.docker(?:configjson|cfg)\\{0,3}["']?[ \t]{0,4}:\s{0,40}\\{0,3}["']?(?<secret>[A-Za-z0-9+/]{20,32768}={0,2})/g,
    spansLines: true,
  },
  ...[DATA_AFTER_KIND, DATA_BEFORE_KIND, DATA_IN_ONE_LINE].map(
    (pattern): RedactionRule => ({
      id: 'kubernetes-secret',
      name: 'Kubernetes Secret',
      nature: 'live',
      revoke: CHANGE_EVERYWHERE,
      hints: ['kind: secret', 'kind: "secret'],
      pattern,
      accept: holdsSecretData,
      judgesFillers: true,
      spansLines: true,
    }),
  ),
  {
    id: 'cookie',
    name: 'session cookie',
    nature: 'live',
    revoke: 'sign out, so that the server ends the session',
    // The cookie jar of curl and wget: seven fields separated by tabs.
    hints: ['\ttrue\t', '\tfalse\t'],
    pattern: /(?:TRUE|FALSE)\t\/[^\t\n]{0,200}\t(?:TRUE|FALSE)\t\d{1,12}\t[^\t\n]{1,200}\t(?<secret>[^\s]{3,8192})/g,
  },
  {
    id: 'otp-seed',
    name: 'seed of one-time passwords',
    nature: 'live',
    revoke: 'set up the second factor again',
    hints: ['otp', '2fa', 'mfa', 'two-factor', 'authenticator'],
    pattern:
      /(?:otp|2fa|mfa|two-factor|authenticator)[\w. \t/:?&=%@+-]{0,120}?(?:secret|seed|key)["']?[ \t]{0,4}(?:[:=]|%3D|is)[ \t]{0,4}["']?(?<secret>[A-Z2-7]{16,128}={0,6})(?![A-Za-z0-9])/gi,
    accept: (it) => /^[A-Z2-7]+=*$/.test(it) && (it.length >= MIN_LONG_SEED || /\d/.test(it)),
  },
  {
    id: 'otp-seed',
    name: 'seed of one-time passwords',
    nature: 'live',
    revoke: 'set up the second factor again',
    // In groups of four, as accounts show it for typing.
    hints: ['otp', '2fa', 'mfa', 'two-factor', 'authenticator'],
    pattern:
      /(?:otp|2fa|mfa|two-factor|authenticator)[\w. \t-]{0,40}?(?:secret|seed|key|code)?["']?[ \t]{0,4}[:= \t]{1,4}["'`]?(?<secret>[a-z2-7]{4}(?: [a-z2-7]{4}){3,12})(?![A-Za-z0-9])/gi,
    accept: (it) => (it.match(/\d/g) ?? []).length >= 2,
  },
]

/** Rejects the data of a Secret whose values are all empty or placeholders. */
function holdsSecretData(block: string): boolean {
  return block.split('\n').some((line) => {
    const value = line.slice(line.indexOf(':') + 1).trim()
    return value.length >= 4 && !/^(?:["']?[<[{$]|\||>)/.test(value)
  })
}
