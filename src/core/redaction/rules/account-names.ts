/** Names of accounts, where a prompt, a variable, a claim or a directory says that they are such. */
import type { RedactionRule } from '../rule.ts'

export const USER = { id: 'user', nature: 'personal' } as const

/** Accounts that exist on every machine of a certain kind, and placeholder names. */
const SHARED_ACCOUNTS =
  /^(?:runner(?:admin)?|jenkins|gitlab-runner|buildkite-agent|agent|builder|build|vagrant|centos|rocky|fedora|debian|opc|hadoop|hdfs|spark|spack|airflow|docker|www-data|nobody|sandbox|dev|developer|deploy|service|node|ubuntu|vscode|codespace|root|user(?:name)?|app|circleci|ec2-user|coder|linuxbrew|jovyan|vsts|git|shared|public|default|all users|administrator|containeradministrator|me|you|someone|name|x+|\.+)$/i
export const namesPerson = (account: string): boolean => !SHARED_ACCOUNTS.test(account)

/** Parts of the names of programs' accounts. */
const SERVICE = /svc|service|bot|bind|deploy|build|admin|manager|prod|test|app|role|ldap|sssd|proxy|read|system|sync/i
/** Two names, as a person has them. */
const namesTwo = (account: string): boolean => /^[a-z]{2,20}[._][a-z]{2,20}$/i.test(account) && !SERVICE.test(account)

const CLAIMS = '(?:given_name|family_name|preferred_username|unique_name|upn)'

export const ACCOUNT_NAMES: readonly RedactionRule[] = [
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
      /(?:user(?:name)?|account(?:[ _-]?name)?|login|logged (?:in|on) as|identity)["']?[ \t:=]{1,3}["']?(?!BUILTIN)[A-Z][A-Z\d-]{1,14}(?:\\{2,4}|\\(?![nrtbfvux0]))(?<secret>[\p{L}\d][\p{L}\d._-]{1,63})/giu,
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
    hints: ['preferred_username', 'unique_name', 'upn', 'samaccountname', 'uid=', 'gid='],
    pattern:
      /(?:(?:preferred_username|unique_name|upn|samaccountname)\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["']?|[ug]id=\d{1,10}\()(?<secret>[\p{L}\d][\p{L}\d._@\\-]{1,127})/giu,
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
    ...USER,
    // The full name in the same object as the other claims of an ID token.
    hints: ['given_name', 'family_name', 'preferred_username', 'unique_name', '"upn'],
    pattern: new RegExp(
      String.raw`(?<=${CLAIMS}[^{}]{0,400}?|(?=[^{}]{0,400}?${CLAIMS}))"name\\{0,3}"[ \t]{0,4}:[ \t]{0,4}\\{0,3}"(?<secret>\p{Lu}[\p{L}.'’-]{1,40}(?: \p{Lu}[\p{L}.'’-]{0,40}){1,3})(?=\\{0,3}")`,
      'gu',
    ),
    spansLines: true,
  },
  {
    ...USER,
    hints: ['whoami'],
    pattern:
      /(?<![\w-])whoami[ \t]{0,4}\n[ \t>]{0,8}(?:[\w-]{1,20}\\)?(?<secret>[\p{L}\d._-]{2,64})(?=[ \t]{0,4}(?:\n|$))/gu,
    accept: namesPerson,
    spansLines: true,
  },
  {
    ...USER,
    // Windows' event log, Samba, and the settings of git.
    hints: ['account name:', 'user [', 'user.name=', '"displayname": "', '"displayname":"'],
    pattern:
      /(?:Account Name:[ \t]{1,16}|for user \[|user\.name=|"displayName": ?"(?=[^"\n]{2,80}",[^\n]{0,200}(?:@|redacted:email)))(?<secret>[\p{L}\d][\p{L}\d._-]{1,63}(?: \p{Lu}[\p{L}.-]{1,40}){0,2})(?=\s{1,20}Account Domain|\]|"|\n|$)/gu,
    accept: (it) => namesPerson(it) && !SERVICE.test(it),
  },
  {
    ...USER,
    // gh auth status, and tools like it.
    hints: ['logged in to '],
    pattern: /logged in to [\w.-]{3,100} (?:as|account) (?<secret>[\w.-]{2,64})/gi,
    accept: namesPerson,
  },
  {
    ...USER,
    // An entry of a directory (RFC 4514): a user id, or the first and the last name of a person.
    hints: ['uid='],
    pattern: /(?<![\w-])uid=(?<secret>[\p{L}\d][\p{L}\d._-]{1,63})(?=,[ ]?(?:ou|cn|dc|o)=)/giu,
    accept: (it) => namesPerson(it) && !SERVICE.test(it),
  },
  {
    ...USER,
    hints: ['cn='],
    pattern:
      /(?<![\w-])(?:CN|cn)=(?<secret>\p{Lu}\p{Ll}{1,30}(?: \p{Lu}[\p{L}.-]{0,30}){1,2})(?=,[ ]?(?:OU|ou|CN|cn|DC|dc|O|o)=)/gu,
    accept: (it) =>
      !/(?:Users|Computers|Admins?|Operators|Service|Account|Authority|Root|Server|CA|Certificat\w+)(?: |$)/.test(it),
  },
  {
    ...USER,
    // IAM.
    hints: [':user/'],
    pattern: /(?<=arn:aws[\w-]{0,10}:iam::\d{12}:user\/)(?<secret>[\w.-]{3,64})(?![\w/-])/g,
    accept: namesTwo,
  },
]
