import { describe, expect, test } from 'vitest'
import { describeClaims, readJwt } from '../../../src/core/redaction/jwt.ts'
import { jwtOf, some } from '../../support/secrets.ts'

const NOTHING = { iss: null, aud: [], scope: [], exp: null }

describe('readJwt', () => {
  test.each([
    ['the host of an issuer', { iss: 'https://jane@auth.acme.net:8443/tenant?x=1' }, { iss: 'auth.acme.net:8443' }],
    ['an issuer that is not a URL', { iss: 'accounts.acme.net' }, { iss: 'accounts.acme.net' }],
    ['one audience', { aud: 'api://acme' }, { aud: ['api://acme'] }],
    ['an audience without its query string', { aud: 'https://a.net/mcp?key=1#x' }, { aud: ['https://a.net/mcp'] }],
    ['at most three audiences', { aud: ['a', 'b', 'c', 'd'] }, { aud: ['a', 'b', 'c'] }],
    ['scopes as a string', { scope: 'openid  files:read' }, { scope: ['openid', 'files:read'] }],
    ['scopes from Entra', { scp: 'User.Read' }, { scope: ['User.Read'] }],
    ['scopes from Okta', { scp: ['openid', 'profile'] }, { scope: ['openid', 'profile'] }],
    ['scopes as a list', { scopes: ['a', 'b c'] }, { scope: ['a', 'b', 'c'] }],
    ['the expiry date', { exp: 1_795_000_000.5 }, { exp: '2026-11-18' }],
  ])('reads %s', (_, claims, expected) => {
    expect(readJwt(jwtOf(claims))).toEqual({ ...NOTHING, ...expected })
  })

  test.each([
    ['an issuer that is a number', { iss: 7 }],
    ['an issuer with spaces', { iss: 'a b' }],
    ['a bracket', { aud: 'a]b', scope: '[x' }],
    ['a long value', { aud: 'a'.repeat(81), scope: 'b'.repeat(81) }],
    ['control characters', { aud: 'a\u0000b', iss: 'a\nb' }],
    ['an expiry before the epoch', { exp: -1 }],
    ['an expiry after the year 9999', { exp: 1e20 }],
    ['an expiry that is a string', { exp: '1795000000' }],
    ['claims that identify a person', { sub: 'jane', email: 'jane@acme.io', name: 'Jane', jti: 'x' }],
  ])('drops %s', (_, claims) => {
    expect(readJwt(jwtOf(claims))).toEqual(NOTHING)
  })

  test.each([
    ['is cut off', jwtOf({ iss: 'a.net' }).slice(0, 45)],
    ['has claims that are not an object', jwtOf([1])],
    ['has claims that are not JSON', `eyJhbGciOiJub25lIn0.eyJ${some(20)}.x`],
    ['is encrypted', `eyJhbGciOiJkaXIifQ..${some(16)}.${some(40)}.${some(22)}`],
  ])('returns null for a token that %s', (_, token) => {
    expect(readJwt(token)).toBeNull()
  })
})

test('describeClaims omits missing claims', () => {
  expect(describeClaims({ ...NOTHING, scope: ['a', 'b'] })).toBe('scope=a,b')
  expect(describeClaims(NOTHING)).toBe('')
})
