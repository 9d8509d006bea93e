/** Credentials in HTTP headers, as tools, logs and HAR files print them. */

import { isExampleJwt } from '../jwt.ts'
import { dotted, type RedactionRule } from '../rule.ts'
import {
  holdsPassword,
  isPlaceholder,
  isUuid,
  looksGenerated,
  looksRandom,
  looksSecret,
  readsAsWords,
} from '../value-shapes.ts'
import { BASIC_CREDENTIALS, CHANGE_PASSWORD, SIGN_OUT } from './revocation.ts'

const END_SESSION = 'sign out, so that the server ends the session'

/** Attributes of a cookie (RFC 6265, section 4.1.1) say nothing about its value. */
const ATTRIBUTE = /^\s*(?:path|domain|expires|max-age|samesite|priority|secure|httponly|partitioned)(?:=|\s*$)/i

/** Returns true if any pair is worth hiding. A session id and a theme name look alike, so both count. */
function holdsCookie(pairs: string): boolean {
  return pairs.split(';').some((pair) => !ATTRIBUTE.test(pair) && !isPlaceholder(pair.slice(pair.indexOf('=') + 1)))
}

/** Rejects plain words: `Bearer realm` and `Bearer error=` are part of a server's challenge. */
function looksLikeCredentials(value: string): boolean {
  if (/^AWS4-/.test(value) || readsAsWords(value)) return false
  return looksRandom(value, 10) || /[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]/.test(value)
}

/** These run before all other token rules, since a cookie may contain such a token among other values. */
export const COOKIES: readonly RedactionRule[] = [
  {
    id: 'cookie',
    name: 'session cookie',
    nature: 'live',
    revoke: END_SESSION,
    hints: ['cookie'],
    pattern:
      /(?<![\w-])(?:set-)?cookie\\?["']?[ \t]{0,4}:[ \t]{0,4}\\?["']?(?<secret>[\w!#$%&*+.^|~-]{1,256}=(?:\\{0,3}")?[^\s;,"'\\]{1,8192}(?:;[ \t]?(?!(?:path|domain|expires|max-age|samesite|priority)=)[\w!#$%&*+.^|~-]{1,256}=[^\s;,"'\\]{1,8192}){0,200})/gi,
    accept: holdsCookie,
    judgesFillers: true,
  },
  {
    id: 'cookie',
    name: 'session cookie',
    nature: 'live',
    revoke: END_SESSION,
    hints: ['cookie'],
    pattern:
      /"name\\{0,3}":\s{0,40}\\{0,3}"(?:set-)?cookie\\{0,3}",\s{0,40}\\{0,3}"value\\{0,3}":\s{0,40}\\{0,3}"(?<secret>[^"\n]{3,32768})/gi,
    accept: holdsCookie,
    judgesFillers: true,
    spansLines: true,
  },
]

/** Names of session cookies in frameworks: Java, PHP, ASP.NET, Express, Django, Rails, Laravel, WordPress, NextAuth. */
const SESSION_COOKIE = String.raw`(?:JSESSIONID|PHPSESSID|ASPSESSIONID[A-Z]{8}|ASP\.NET_SessionId|\.AspNetCore\.[\w.]{1,40}|connect\.sid|sessionid|session|sid|_session_id|_[a-z]{2,20}_session|[a-z]{2,20}_session|csrftoken|XSRF-TOKEN|(?:__Secure-|__Host-)[\w.-]{1,60}|next-auth\.session-token|authjs\.session-token|remember_token|wordpress_logged_in_[0-9a-f]{32}|user_session|cf_clearance|ESTSAUTH(?:PERSISTENT|LIGHT)?|KEYCLOAK_(?:IDENTITY|SESSION)(?:_LEGACY)?|AUTH_SESSION_ID|FedAuth|rtFa|MSISAuth1?|LtpaToken2?|SMSESSION|SAPISID|HSID|SSID|APISID)`

const COOKIE = { id: 'cookie', name: 'session cookie', nature: 'live', revoke: END_SESSION } as const

export const SESSION_COOKIES: readonly RedactionRule[] = [
  {
    ...COOKIE,
    hints: [
      'sess',
      'sid=',
      'estsauth',
      'keycloak_',
      'fedauth',
      'rtfa',
      'msisauth',
      'ltpatoken',
      'token=',
      '__secure-',
      '__host-',
      '.aspnetcore.',
      'wordpress_logged_in_',
    ],
    shape: /[\w.-]{2,80}=["']?[^\s"'&,;<>(){}[\]\\|]{16}/y,
    pattern: new RegExp(
      String.raw`(?<![\w.-])${SESSION_COOKIE}=["']?(?<secret>(?:s%3A|s:)?[^\s"'&,;<>(){}\[\]\\|]{16,8192})`,
      'g',
    ),
    accept: (it) => looksGenerated(it) && !isUuid(it),
  },
  {
    ...COOKIE,
    hints: ['curl'],
    pattern:
      /(?<=(?<![\w-])curl(?:\.exe)?[ \t](?:[^\n]|\\\n){0,500})(?:-b|--cookie)[ =]{0,2}["']?(?<secret>[\w!#$%&*+.^|~-]{1,256}=[^\s;,"'\\]{1,8192}(?:;[ \t]?[\w!#$%&*+.^|~-]{1,256}=[^\s;,"'\\]{1,8192}){0,200})/g,
    accept: holdsCookie,
    judgesFillers: true,
    spansLines: true,
  },
  {
    ...COOKIE,
    // Browser storage as Playwright, Puppeteer and HAR files write it: a name, a value, and the site.
    hints: ['"value'],
    shape: /"value\\{0,3}"\s{0,4}:/iy,
    pattern:
      /"name\\{0,3}"\s{0,4}:\s{0,40}\\{0,3}"[^"\n]{1,256}",\s{0,40}\\{0,3}"value\\{0,3}"\s{0,4}:\s{0,40}\\{0,3}"(?<secret>[^"\n\\]{8,8192})(?=\\{0,3}",\s{0,40}\\{0,3}"(?:domain|path|expires|httpOnly)\\{0,3}")/gi,
    accept: (it) => looksRandom(it, 12),
    spansLines: true,
  },
]

/**
 * These run before the tokens with a prefix: in a long JWT, a short prefix occurs by chance, and the rest of the JWT would
 * then stay.
 */
export const SIGNED_TOKENS: readonly RedactionRule[] = [
  dotted({
    id: 'github-token',
    name: 'GitHub token',
    revoke: 'https://github.com/settings/tokens',
    hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    head: String.raw`gh[pousr]_(?:\w{1,40}_)?eyJ`,
    rest: String.raw`[\w-]{8,}\.[\w-]{0,}`,
  }),
  dotted({
    id: 'jwt',
    name: 'signed token (JWT)',
    revoke: SIGN_OUT,
    hints: ['eyj'],
    head: 'eyJ',
    // Signed, cut off after its claims, or encrypted (five parts, RFC 7516).
    rest: String.raw`eyJ[\w-]{8,}(?:\.[\w-]{0,})?|[\w-]{0,}\.[\w-]{0,}\.[\w-]{8,}\.[\w-]{8,}|[\w-]{8,}\.[\w-]{0,}`,
    accept: (it) => !isExampleJwt(it),
  }),
]

export const HEADERS: readonly RedactionRule[] = [
  {
    id: 'authorization',
    name: 'Authorization header',
    nature: 'live',
    revoke: SIGN_OUT,
    hints: ['authorization'],
    pattern:
      /(?<![\w-])(?:proxy-)?authorization\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["']?(?:[A-Za-z][\w-]{1,30}(?:[ \t]{1,4}|%20))?(?<secret>[A-Za-z0-9._~+/=-]{8,32768}(?::[A-Za-z0-9._~+/=-]{8,8192})?)/gi,
    accept: looksLikeCredentials,
  },
  {
    id: 'authorization',
    name: 'Authorization header',
    nature: 'live',
    revoke: SIGN_OUT,
    hints: ['"value'],
    pattern:
      /"name\\{0,3}":\s{0,40}\\{0,3}"(?:authorization|x-api-key|x-auth-token)\\{0,3}",\s{0,40}\\{0,3}"value\\{0,3}":\s{0,40}\\{0,3}"(?:(?:bearer|basic|token)[ \t]{1,4})?(?<secret>[A-Za-z0-9._~+/=-]{8,32768})/gi,
    accept: looksSecret,
    spansLines: true,
  },
  {
    id: 'authorization',
    name: 'Authorization header',
    nature: 'live',
    revoke: CHANGE_PASSWORD,
    // Signatures, and in RFC 7616 a hash of the password, which can be guessed offline.
    hints: ['response=', 'mac=', 'signature='],
    pattern:
      /(?<=(?<![\w-])(?:digest|hawk|mac|oauth|signature|aws4-hmac-sha256)[ \t][^\n]{0,800}?)(?:response|mac|signature)=\\{0,3}["']?(?<secret>[\w+/%-]{24,1024}={0,2})/gi,
    accept: (it) => looksGenerated(it, 24),
  },
  {
    id: 'authorization',
    name: 'Authorization header',
    nature: 'live',
    revoke: CHANGE_PASSWORD,
    // Azure Storage and its kin: the account, then the signature.
    hints: ['sharedkey'],
    pattern: /(?<![\w-])SharedKey(?:Lite)?[ \t]{1,4}[\w-]{1,64}:(?<secret>[A-Za-z0-9+/]{20,128}={0,2})/g,
  },
  {
    id: 'bearer-token',
    name: 'bearer token',
    nature: 'live',
    revoke: SIGN_OUT,
    hints: ['bearer'],
    pattern: /(?<![\w-])bearer(?:[ \t]{1,4}|%20|\+|&nbsp;)(?<secret>[A-Za-z0-9._~+/=-]{16,32768})/gi,
    // The next field of a log line is not a token.
    accept: (it) => looksRandom(it) && !/^[a-z_]+=/.test(it) && !readsAsWords(it),
  },
  {
    id: 'okta-token',
    name: 'Okta token',
    nature: 'live',
    revoke: 'revoke it under Security, API, Tokens in the Okta admin console',
    hints: ['ssws'],
    pattern: /(?<![A-Za-z0-9])SSWS(?:[ \t]{1,4}|%20|\+)(?<secret>00[\w-]{40})(?![\w-])/g,
  },
  {
    ...BASIC_CREDENTIALS,
    hints: ['basic'],
    pattern: /(?<![\w-])basic[ \t]{1,4}(?<secret>[A-Za-z0-9+/]{8,4096}={0,2})/gi,
    accept: holdsPassword,
  },
]
