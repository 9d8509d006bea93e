/** Credentials in the commands that reporters paste. The options are short or have no name that says what they are. */

import type { RedactionRule } from '../rule.ts'
import { isUuid, looksGenerated, looksLikePassword, looksMixed } from '../value-shapes.ts'
import { isPrefixedToken } from './prefixed-tokens.ts'
import { PASSWORD, TOKEN } from './revocation.ts'

/** A port, a numeric user id, or a word is not a password. */
function looksGiven(value: string): boolean {
  return looksLikePassword(value) && !/^(?:\d{1,6}|[a-z]{1,8}|-.*)$/.test(value)
}

/** Tools that take a token as an option of one letter. */
const SHORT_OPTION = String.raw`(?:codecov|nuget|prefect|gem|twine|semgrep|surge|expo|sentry-cli)(?:\.exe)?[ \t](?:[^\n\`;|]{0,200}?[ \t])?-[tTkp]`

/** A hash in hexadecimal names a build or a file in a command, but a UUID after `auth` is a token. */
function isToken(value: string): boolean {
  return isUuid(value) || (looksGenerated(value, 20) && !/^[0-9a-f]+$/i.test(value))
}

interface PasswordOption {
  /** Pattern for the names of the programs. */
  readonly programs: string
  /** Each name has one of these. */
  readonly hints: readonly string[]
  /** As in a rule. */
  readonly shape?: RegExp
  /** Pattern for the option, with what separates it from the password. */
  readonly option: string
}

/** Programs that take a password as an option whose name does not say so. */
const PASSWORD_OPTIONS: readonly PasswordOption[] = [
  {
    programs: 'login|sshpass|mysql(?:dump|admin)?|mariadb|redis-cli|mongo(?:sh|dump|restore)?',
    hints: ['login', 'sshpass', 'mysql', 'mariadb', 'redis-cli', 'mongo'],
    shape: /[a-z-]{5,12}(?:\.exe)?[ \t](?=[^\n`;|]{0,200}-[pa-])/iy,
    option: '(?:-[pa][ =]?|--pass(?:word)?[ =])',
  },
  {
    programs: 'keytool|jarsigner|java',
    hints: ['storepass', 'keypass'],
    option: '-(?:src|dest)?(?:store|key)pass[ =]',
  },
  { programs: '7z[ar]?|(?:un)?rar', hints: ['7z', 'rar '], option: '-p' },
  {
    programs: 'ldap[a-z]{3,10}|sqlcmd|bcp|mosquitto_[a-z]{3}|ipmitool|zip|unzip',
    hints: ['ldap', 'sqlcmd', 'bcp', 'mosquitto_', 'ipmitool', 'zip'],
    option: '-[wP][ =]?',
  },
  { programs: 'snmp[a-z]{2,10}', hints: ['snmp'], option: '-[AX] ' },
  { programs: 'lftp', hints: ['lftp'], option: '-u [^\\s,]{1,64},' },
  { programs: 'plink|pscp|psftp|putty|kitty|winscp', hints: [' -pw '], option: '-pw ' },
  {
    programs: 'psexec(?:64)?|pslist|psservice|pskill',
    hints: ['psexec', 'pslist', 'psservice', 'pskill'],
    option: '-p ',
  },
  { programs: 'schtasks', hints: ['schtasks'], option: '/[rR]?[pP] ' },
  { programs: 'xfreerdp|mstsc|wlfreerdp|winexe', hints: ['freerdp', 'mstsc', 'winexe'], option: '/p:' },
  {
    programs: 'impacket-\\w{2,20}|crackmapexec|netexec|evil-winrm',
    hints: ['impacket', 'mapexec', 'netexec', 'winrm'],
    option: '-p ',
  },
]

function passwordOption({ programs, hints, shape, option }: PasswordOption): RedactionRule {
  const pattern = String.raw`(?<![\w-])(?:${programs})(?:\.exe)?[ \t](?:[^\n\`;|]{0,200}?[ \t])?${option}["']?(?<secret>[^\s"'\`*]{4,256})`
  return { ...PASSWORD, hints, ...(shape && { shape }), pattern: new RegExp(pattern, 'g'), accept: looksGiven }
}

/** Not a port, a numeric user or a word. */
const looksLikeSecret = (value: string): boolean => looksMixed(value) || looksGenerated(value, 10)

export const COMMAND_LINES: readonly RedactionRule[] = [
  {
    ...PASSWORD,
    // Any program with a user and a password: x -u jane -p x
    hints: [' -u ', ' -u=', ' --user ', ' --username '],
    pattern:
      /(?<=[ \t])(?:-u|--user(?:name)?)[ =]\S{1,128}[ \t](?:[^\n`;|]{0,120}?[ \t])?(?:-p|--pass)[ =]["']?(?<secret>[^\s"'`*]{6,256})/g,
    accept: looksLikeSecret,
  },
  {
    ...PASSWORD,
    // echo x > .vault_pass
    hints: ['echo ', 'printf '],
    shape: /(?:echo|printf) (?:-n )?["']?[^\s"'|$]{6,256}["']? {0,2}>{1,2} {0,2}\S/iy,
    pattern:
      /(?<![\w-])(?:echo|printf) (?:-n )?["']?(?<secret>[^\s"'|$]{6,256})(?=["']? {0,2}>{1,2} {0,2}[^\s;|&]{0,80}(?:pass|secret|token|cred|key|pw))/g,
    accept: looksLikeSecret,
  },
  ...PASSWORD_OPTIONS.map(passwordOption),
  {
    ...PASSWORD,
    hints: ['wpa_passphrase'],
    pattern:
      /(?<![\w-])wpa_passphrase[ \t]{1,4}(?:"[^"\n]{1,32}"|'[^'\n]{1,32}'|\S{1,32})[ \t]{1,4}["']?(?<secret>[^\s"']{8,63})/g,
    accept: looksGiven,
  },
  {
    ...PASSWORD,
    // curl -u user:password, also with an empty user, and on a continued line.
    hints: ['curl'],
    pattern:
      /(?<=(?<![\w-])curl(?:\.exe)?[ \t](?:[^\n]|\\\n){0,500})(?<![\w-])(?:-[a-zA-Z]{0,6}[uU]|--user|--proxy-user)[ =]?["']?[^\s"':]{0,64}:(?<secret>[^\s"'@]{3,256})/g,
    accept: looksLikePassword,
    spansLines: true,
  },
  {
    ...TOKEN,
    // cargo login x, snyk auth x, ngrok config add-authtoken x, netlify --auth x
    hints: ['login ', 'login=', 'auth ', 'auth=', 'token ', 'token='],
    shape: /(?:login|auth|token)[ =]\S{20}/iy,
    pattern:
      /(?<=(?<![\w.-])[a-z][\w.-]{1,30}[ \t](?:[\w./:@-]{1,60}[ \t]){0,4}(?:--)?)(?:add-auth|add-|auth)?(?:login|auth|token)[ =]["']?(?<secret>[\w.=+/-]{20,512})(?![^\s"'])/g,
    accept: isToken,
  },
  {
    ...TOKEN,
    // These tools take a hexadecimal number.
    hints: ['wandb', 'railway', 'codecov', 'sonar'],
    pattern:
      /(?<![\w-])(?:wandb|railway|codecov|sonar)[\w-]{0,10}[ \t](?:login|auth)[ \t](?<secret>[0-9a-f]{32,64})(?!\w)/g,
  },
  {
    ...TOKEN,
    shape: /(?:codecov|nuget|prefect|gem|twine|semgrep|surge|expo|sentry-cli)(?:\.exe)?[ \t]/iy,
    hints: ['codecov', 'nuget', 'prefect', 'gem', 'twine', 'semgrep', 'surge', 'expo', 'sentry-cli'],
    pattern: new RegExp(String.raw`(?<![\w-])${SHORT_OPTION}[ =]["']?(?<secret>[\w.-]{20,512})`, 'g'),
    accept: isToken,
  },
  {
    ...TOKEN,
    // A client that gets its token as the only argument.
    hints: ['client(', 'login(', 'bot(', 'connect(', 'api(', 'auth('],
    pattern: /(?:[Cc]lient|[Ll]ogin|[Bb]ot|[Cc]onnect|[Aa]pi|API|[Aa]uth)\(["'](?<secret>[\w.=-]{24,512})(?=["'])/g,
    accept: (it) => isToken(it) && /[A-Z]/.test(it) && /[a-z]/.test(it),
  },
  {
    ...PASSWORD,
    // echo -n user:password | base64
    hints: ['base64'],
    shape: /base64(?<=\|[ \t]{0,4}base64)/iy,
    pattern:
      /(?<=(?<![\w-])(?:echo|printf)[ \t][^\n|]{0,40})(?<=["' \t][^\s"':|]{1,64}:)(?<secret>[^\s"':|]{4,128})(?=["']?[ \t]{0,4}\|[ \t]{0,4}base64)/g,
    accept: looksGiven,
  },
  {
    ...TOKEN,
    // gh secret set NAME --body x
    hints: [' secret ', ' secrets ', 'put-parameter ', 'create-secret ', 'put-secret-value '],
    shape: /(?: secrets? (?:set|put|create|add|versions)|put-parameter|create-secret|put-secret-value) /iy,
    pattern:
      /(?<=(?: secrets? (?:set|put|create|add|versions)|put-parameter|create-secret|put-secret-value) [^\n]{0,120})(?:--(?:body|value|secret-string|plaintext)[ =]|-b[ =]?)["']?(?<secret>[^\s"'`]{8,8192})/g,
    accept: (it) => looksGenerated(it, 12),
  },
  {
    ...TOKEN,
    // echo x | docker login --password-stdin
    hints: ['-stdin', '--with-token'],
    shape: /(?:-stdin|--with-token)(?<=\|[^\n|]{0,200})/iy,
    pattern:
      /(?<=(?<![\w-])(?:echo|printf|<<<)[ \t](?:-n[ \t]|["']?%s(?:\\n)?["']?[ \t])?)["']?(?<secret>[^\s"'`|$%]{8,8192})(?=["']?[ \t]{0,4}\|[^\n|]{1,200}(?:-stdin|--with-token))/g,
    accept: (it) => looksGenerated(it, 10),
  },
  {
    ...PASSWORD,
    // echo x | sudo -S
    hints: ['kinit', 'sudo -', 'passphrase-fd', 'cryptsetup', 'openconnect', '-passwd', 'passwd ', 'chpasswd'],
    shape: /(?:kinit|sudo -S|passphrase-fd|cryptsetup|openconnect|-?passwd|chpasswd)(?<=\|[^\n|]{0,200})/iy,
    pattern:
      /(?<=(?<![\w-])(?:echo|printf|<<<)[ \t](?:-n[ \t]|["']?%s(?:\\n)?["']?[ \t])?)["']?(?:[\w.-]{1,32}:)?(?<secret>[^\s"'`|$%]{4,256})(?=["']?[ \t]{0,4}\|[^\n|]{0,80}(?:kinit|sudo -S|passphrase-fd|cryptsetup|openconnect|passwd))/g,
    accept: looksGiven,
  },
  {
    ...PASSWORD,
    // smbclient -U user%password, openssl -passin pass:x, rabbitmqctl add_user u x, htpasswd -b file u x, net use /user:u x
    hints: [
      'smbclient',
      'rpcclient',
      'pass:',
      'add_user',
      'change_password',
      'htpasswd',
      '/user:',
      'http-basic.',
      'net use ',
    ],
    pattern:
      /(?:(?:smb|rpc)client[ \t][^\n]{0,200}?-U[ =]?["']?[^\s"'%]{1,64}%|-pass(?:in|out)?[ \t]{1,4}["']?pass:|rabbitmqctl[ \t](?:add_user|change_password)[ \t]\S{1,64}[ \t]["']?|htpasswd[ \t]-[a-zA-Z]{0,6}b[a-zA-Z]{0,6}[ \t]\S{1,128}[ \t]\S{1,64}[ \t]["']?|(?<=[ \t])\/user:[^\s"']{1,128}[ \t]["']?|net use [^\n]{0,8}\\\\\S{1,128}[ \t]["']?|http-basic\.[\w.-]{1,128}[ \t]\S{1,64}[ \t]["']?)(?<secret>[^\s"'`*]{4,256})/g,
    accept: looksGiven,
  },
  {
    ...PASSWORD,
    // HTTPie and xh.
    hints: ['http', 'xh '],
    shape: /(?:https?|xh)(?:ie)?[ \t]/iy,
    pattern:
      /(?<![\w-])(?:https?|xhs?)[ \t](?:[^\n`;|]{0,200}?[ \t])?(?:-a|--auth)[ =]?["']?[^\s"':]{1,64}:(?<secret>[^\s"'`*]{3,256})/g,
    accept: looksLikePassword,
  },
  {
    ...TOKEN,
    // Commands that print a credential, with it in the next line.
    hints: [
      'op read',
      'pass show',
      'find-generic-password',
      'get-login-password',
      'auth print-',
      'auth token',
      'auth:token',
      'base64 -',
      'get secret',
      'secrets get',
      'secret show',
      'versions access',
      'whoami -t',
      'secret-tool lookup',
    ],
    shape:
      /(?:op read|pass show|find-generic-password|get-login-password|auth(?: print-\w{1,12}-token|[: ]token)|base64 -[dD-]|get secret|secrets? (?:get|show)|versions access|whoami -t|secret-tool lookup)/iy,
    pattern:
      /(?:op read|pass show|find-generic-password|get-login-password|auth(?: print-\w{1,12}-token|[: ]token)|base64 -[dD-]|get secret|secrets? (?:get|show)|versions access|whoami -t|secret-tool lookup)[^\n]{0,300}\n[ \t>]{0,8}(?<secret>[^\s"'`]{8,8192})(?=[ \t]{0,4}(?:\n|$))/gi,
    accept: (it) => (isUuid(it) || looksGenerated(it, 12)) && !isPrefixedToken(it),
    spansLines: true,
  },
  {
    ...PASSWORD,
    // SQL: the password of a role or a user.
    hints: ['password', 'identified'],
    pattern:
      /(?<![\w-])(?:password|identified[ \t]{1,4}by(?:[ \t]{1,4}(?:password|values))?)[ \t]{1,4}(?<quote>['"])(?<secret>[^'"\n]{4,256})(?=\k<quote>)/gi,
    accept: (it) => looksGiven(it) && !/^[A-Za-z]+$|\s/.test(it),
  },
]
