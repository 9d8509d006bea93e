/** A password beside a user name, where neither of them has a name of its own: in a call, in a sentence, in a list. */

import type { RedactionRule } from '../rule.ts'
import { looksGenerated, looksLikePassword, looksMixed, looksStrong } from '../value-shapes.ts'
import { PASSWORD } from './revocation.ts'

const CLIENT_SECRET = {
  id: 'client-secret',
  name: 'client secret',
  nature: 'live',
  revoke: 'create a new secret where the client is registered',
} as const

/** A code of two groups, with a digit in it. */
const CODE = String.raw`["'\`]?(?=[a-z-]{0,20}\d)[a-z0-9]{4,10}-[a-z0-9]{4,10}["'\`]?`

export const LOGINS: readonly RedactionRule[] = [
  {
    ...PASSWORD,
    // requests: auth=('user', 'x'); HTTPBasicAuth, NetworkCredential, authenticate; in Perl after a host and a realm
    hints: ['auth', 'authentication', 'authenticate', 'credential', 'credentials'].flatMap((it) =>
      ['(', ' (', '=(', ' = (', ': ('].map((opening) => it + opening),
    ),
    pattern:
      /(?:auth(?:entication|enticate)?|credentials?)[ \t]{0,4}[=:]?[ \t]{0,4}\([ \t]{0,4}(?:["'][^"'\n]{1,128}["'][ \t]{0,4},[ \t]{0,4}["'][^"'\n]{0,128}["'][ \t]{0,4},[ \t]{0,4}(?=["'][^"'\n]{1,128}["'][ \t]{0,4},[ \t]{0,4}["']))?["'][^"'\n]{1,128}["'][ \t]{0,4},[ \t]{0,4}["'](?<secret>[^"'\n]{4,256})(?=["'])/gi,
    accept: (it) => looksLikePassword(it) && !/^[a-z_.-]+$|^[A-Z_]+$|^[A-Za-z][a-z]+(?:[A-Z][a-z]+){0,4}$|\s/.test(it),
  },
  {
    ...CLIENT_SECRET,
    // The Azure and MSAL libraries: the secret is the last of several arguments.
    hints: ['clientsecretcredential(', 'withclientsecret(', 'createfromsecret('],
    pattern:
      /(?:ClientSecretCredential|WithClientSecret|createFromSecret)\((?:[^\n;(){}]{0,200}?,[ \t]{0,4})?["'](?<secret>[\w.~-]{16,256})(?=["'][ \t]{0,4}\))/gi,
    accept: (it) => looksGenerated(it),
  },
  {
    ...PASSWORD,
    // A call that logs in or connects, with the password among its arguments: login("jane", "x"), new PDO(dsn, "jane", "x")
    hints: ['auth', 'login', 'log_in', 'sign_in', '.basic', 'attempt', 'pdo', 'mysqli', 'connect'].flatMap((it) =>
      ['("', "('", ' "', " '"].map((opening) => it + opening),
    ),
    pattern:
      /(?:auth|log_?in|sign_in|\.basic|attempt|PDO|mysqli|connect)[ (](?:["'][^"'\n]{0,128}["'][ \t]{0,4},[ \t]{0,4}){1,3}?(?:\w{1,12}\()?["'](?<secret>(?=[^"'\n]{0,64}[a-z])(?=[^"'\n]{0,64}[A-Z])(?=[^"'\n]{0,64}\d)[^\s"']{8,128})(?=["'])/gi,
    accept: (it) => looksStrong(it) || looksMixed(it),
  },
  {
    ...CLIENT_SECRET,
    // OAuth libraries: the id and the secret of the client side by side.
    hints: ['oauth', 'provider :', 'consumer('],
    shape: /(?:oauth\w{0,20}(?:(?:::|\.)\w{1,20}){0,3}\(|provider[ \t]:|consumer\()/iy,
    pattern:
      /(?:oauth\w{0,20}(?:(?:::|\.)\w{1,20}){0,3}\(|provider[ \t]{1,2}:\w{1,40},|consumer\()[ \t]{0,4}["'][^"'\n]{1,256}["'][ \t]{0,4},[ \t]{0,4}["'](?<secret>[\w.~+/=-]{16,256})(?=["'])/gi,
    accept: (it) => looksGenerated(it) || /^(?=.*\d)[0-9a-f]{32,128}$/i.test(it),
  },
  {
    ...PASSWORD,
    // PowerShell.
    hints: ['convertto-securestring'],
    pattern: /ConvertTo-SecureString[ \t]{1,4}(?:-String[ \t]{1,4})?["'](?<secret>[^"'$\n]{4,256})(?=["'])/gi,
    accept: looksLikePassword,
  },
  {
    ...PASSWORD,
    // "login: jane / x", "the credentials are jane:x"
    hints: ['login', 'log in', 'sign in', 'credentials', 'creds', 'account'],
    shape:
      /(?:log ?in|sign in|credentials|creds|account)(?:[ \t]{0,2}[:=]|[ \t](?:is|are|with|as|using)[ \t:]|[ \t]for[ \t][^\n:]{1,40}:)/iy,
    pattern:
      /(?<![\w-])(?:log ?in|sign in|credentials|creds|account)(?:[ \t]{0,2}[:=]|[ \t](?:is|are|with|as|using)[ \t:]|[ \t]for[ \t][^\n:]{1,40}:)[ \t]{0,4}["'`]?[\w.@+-]{2,64}[ \t]?[/:|][ \t]?(?<secret>[^\s"'`,;]{8,128})/gi,
    accept: (it) => looksStrong(it) || looksMixed(it) || looksGenerated(it, 10),
  },
  {
    ...PASSWORD,
    // login jane@acme.io x
    hints: ['login ', 'signin '],
    shape: /(?:log|sign)in [\w.+-]{1,64}@/iy,
    pattern:
      /(?<![\w-])(?:log|sign)in [\w.+-]{1,64}@[\w.-]{3,128} ["']?(?<secret>[^\s"'`]{6,256})(?=["']?[ \t]{0,4}(?:\n|$))/gim,
    accept: (it) => looksStrong(it) || looksMixed(it) || looksGenerated(it, 10),
  },
  {
    ...PASSWORD,
    // jane@acme.io:x, as lists of accounts and Postfix have it
    hints: ['@'],
    shape: /@[\w-]{1,63}(?:\.[\w-]{1,63}){1,3}[:|](?=[^\s/:|]{8})/y,
    pattern:
      /(?<![\w/.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,3}[:|](?<secret>[^\s"'`,;:/|]{8,128})(?![^\s"'`,;])/g,
    accept: (it) => looksStrong(it) || looksMixed(it),
  },
  {
    ...PASSWORD,
    // Robot accounts of Harbor.
    hints: ['robot$'],
    pattern: /robot\$[\w.+-]{1,128}[:,/ ][ \t]?(?<secret>[A-Za-z0-9]{16,256})(?!\w)/g,
    accept: (it) => looksGenerated(it),
  },
  {
    ...PASSWORD,
    // Apple and Google give an app a password of four groups of four letters.
    hints: [
      'app password',
      'app-password',
      'app_password',
      'app-specific password',
      'app specific password',
      'apppassword',
      '--password',
    ],
    pattern:
      /(?:app(?:[- ]specific)?[ _-]?passwords?["']?(?:[ \t]{0,2}[:=]|[ \t](?:is|was))[ \t]{0,4}|--password[ =])["'`*]{0,2}(?<secret>[a-z]{4}(?:[ -][a-z]{4}){3})(?![\w-]| [a-z])/gi,
  },
  {
    id: 'recovery-codes',
    name: 'BitLocker recovery key',
    nature: 'live',
    revoke: 'create a new recovery key',
    hints: ['bitlocker', 'recovery'],
    pattern: /(?:bitlocker|recovery)[^\n\d]{0,60}(?<secret>\d{6}(?:-\d{6}){7})(?![\d-])/gi,
  },
  {
    id: 'recovery-codes',
    name: 'recovery codes',
    nature: 'live',
    revoke: 'generate new recovery codes, so that these stop working',
    hints: ['recovery', 'backup', 'scratch'],
    pattern: new RegExp(
      String.raw`(?:recovery|backup|scratch)[ _-]codes?["']?[ \t]{0,4}(?:[:=]|are|is)?\s{1,4}(?<secret>(?:${CODE}[\s,]{1,4}){0,19}${CODE})(?![\w-])`,
      'gi',
    ),
    spansLines: true,
  },
]
