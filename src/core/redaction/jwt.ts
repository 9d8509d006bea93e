/**
 * Reads the few JWT claims that explain why a server refuses a token: issuer, audience, scopes, expiry. It verifies
 * nothing, and it keeps nothing that names a person or could grant access.
 */
import { parseObject } from '../json-object.ts'

/** The part of a token that stays readable. */
export interface JwtClaims {
  /** The issuer's host. */
  readonly iss: string | null
  readonly aud: readonly string[]
  readonly scope: readonly string[]
  /** Expiry date in UTC, for example `2026-11-20`. */
  readonly exp: string | null
}

const MAX_AUDIENCES = 3
const MAX_SCOPES = 20
const MAX_VALUE_LENGTH = 80
/** The last second of the year 9999, in seconds since the epoch. */
const LAST_SECOND = 253_402_300_799

/** @returns null when the claims are unreadable: the token is cut off, encrypted, or not a JWT at all */
export function readJwt(token: string): JwtClaims | null {
  const claims = readClaims(token)
  if (claims === null) return null
  const { iss, aud, exp } = claims
  return {
    iss: typeof iss === 'string' ? hostOf(iss) : null,
    aud: listOf(aud).map(withoutQuery).filter(isPlain).slice(0, MAX_AUDIENCES),
    scope: ['scope', 'scp', 'scopes']
      .flatMap((name) => listOf(claims[name]).flatMap((it) => it.slice(0, 4000).split(/[\s,]+/)))
      .filter(isPlain)
      .slice(0, MAX_SCOPES),
    exp: typeof exp === 'number' && exp > 0 && exp <= LAST_SECOND ? dayOf(exp) : null,
  }
}

/**
 * Formats claims, for example `iss=auth.acme.net aud=https://mcp.acme.net scope=openid,files:read exp=2026-11-20`.
 * @returns an empty string when there are no claims
 */
export function describeClaims({ iss, aud, scope, exp }: JwtClaims): string {
  const parts = [
    iss === null ? '' : `iss=${iss}`,
    aud.length === 0 ? '' : `aud=${aud.join(',')}`,
    scope.length === 0 ? '' : `scope=${scope.join(',')}`,
    exp === null ? '' : `exp=${exp}`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** Returns true for the example token from jwt.io, whatever its signature, since it grants no access. */
export function isExampleJwt(token: string): boolean {
  const claims = readClaims(token)
  return claims?.['sub'] === '1234567890' && claims['name'] === 'John Doe'
}

function readClaims(token: string): Readonly<Record<string, unknown>> | null {
  const part = token.slice(token.indexOf('eyJ')).split('.')[1] ?? ''
  return parseObject(Buffer.from(part, 'base64url').toString('utf8'))
}

function listOf(value: unknown): readonly string[] {
  const values = Array.isArray(value) ? value : [value]
  return values.filter((it) => typeof it === 'string')
}

/**
 * Allows letters, digits and the few other characters that URLs and scopes need, but nothing that could end a redaction
 * placeholder or start Markdown.
 */
function isPlain(value: string): boolean {
  return value.length <= MAX_VALUE_LENGTH && /^[A-Za-z0-9][\w.:/~-]*$/.test(value)
}

function withoutQuery(value: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value.replace(/[?#].*$/s, '') : value
}

function hostOf(issuer: string): string | null {
  const host = URL.canParse(issuer) ? new URL(issuer).host : issuer
  return isPlain(host) && /^[\w-]+(?:\.[\w-]+)*(?::\d+)?$/.test(host) ? host : null
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
