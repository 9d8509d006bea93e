/** Credentials in HTTP headers, as tools, logs and HAR files print them. */

import { isExampleJwt } from '../jwt.ts'
import { dotted, type RedactionRule } from '../rule.ts'
import { isPlaceholder, looksRandom, looksSecret } from '../value-shapes.ts'

const END_SESSION = 'sign out, so that the server ends the session'
const SIGN_OUT = 'sign out or remove the authorised app, so that the server revokes the token'
const CHANGE = 'change the password'

/** Returns true if any pair is worth hiding. A session id and a theme name look alike, so both count. */
function holdsCookie(pairs: string): boolean {
  return pairs.split(';').some((pair) => !isPlaceholder(pair.slice(pair.indexOf('=') + 1)))
}

/** Rejects plain words: `Bearer realm` and `Bearer error=` are part of a server's challenge. */
function looksLikeCredentials(value: string): boolean {
  if (/^AWS4-/.test(value)) return false
  return looksRandom(value, 10) || /[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]/.test(value)
}

/** RFC 7617: user and password, separated by a colon, in base64. */
function holdsPassword(value: string): boolean {
  const text = Buffer.from(value, 'base64').toString('latin1')
  const colon = text.indexOf(':', 1)
  return colon !== -1 && colon <= 128 && text.length - colon > 3 && /^[\x20-\x7e]*$/.test(text)
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
      /(?<![\w-])(?:set-)?cookie\\?["']?[ \t]{0,4}:[ \t]{0,4}\\?["']?(?<secret>[\w!#$%&*+.^|~-]{1,256}=[^\s;,"'\\]{1,8192}(?:;[ \t]?[\w!#$%&*+.^|~-]{1,256}=[^\s;,"'\\]{1,8192}){0,200})/gi,
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

export const HEADERS: readonly RedactionRule[] = [
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
  {
    id: 'authorization',
    name: 'Authorization header',
    nature: 'live',
    revoke: SIGN_OUT,
    hints: ['authorization'],
    pattern:
      /(?<![\w-])(?:proxy-)?authorization\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["']?(?:(?:bearer|basic|token|apikey|digest|dpop|ssws|negotiate|ntlm|bot)[ \t]{1,4})?(?<secret>[A-Za-z0-9._~+/=-]{8,32768})/gi,
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
    id: 'bearer-token',
    name: 'bearer token',
    nature: 'live',
    revoke: SIGN_OUT,
    hints: ['bearer'],
    pattern: /(?<![\w-])bearer[ \t]{1,4}(?<secret>[A-Za-z0-9._~+/=-]{16,32768})/gi,
    accept: looksRandom,
  },
  {
    id: 'basic-credentials',
    name: 'user name and password',
    nature: 'live',
    revoke: CHANGE,
    hints: ['basic'],
    pattern: /(?<![\w-])basic[ \t]{1,4}(?<secret>[A-Za-z0-9+/]{8,4096}={0,2})/gi,
    accept: holdsPassword,
  },
  {
    id: 'basic-credentials',
    name: 'user name and password',
    nature: 'live',
    revoke: CHANGE,
    hints: ['_auth'],
    // The same value in npm settings; npm sends it to the registry.
    pattern: /(?<![A-Za-z0-9])_auth\\?["']?[ \t]{0,4}[ \t:=][ \t]{0,4}\\?["']?(?<secret>[A-Za-z0-9+/]{8,4096}={0,2})/gi,
    accept: holdsPassword,
  },
]
