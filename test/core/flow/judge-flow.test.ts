import { describe, expect, test } from 'vitest'
import { judgeTrace, wentThrough } from '../../../src/core/flow/judge-flow.ts'
import { readObservations } from '../../../src/core/flow/read-observations.ts'

const judge = (lines: readonly string[]) => judgeTrace(readObservations(lines.join('\n')))
const flow = (...lines: readonly string[]) => judge(lines).flow

const CHALLENGE = 'POST /mcp 401'
const METADATA = 'GET /.well-known/oauth-protected-resource 200'
const SERVER = 'GET /.well-known/oauth-authorization-server 200'
const TOKEN = 'POST /oauth/token 200'

describe('a login', () => {
  test('that went through has reached its last stage and is not broken', () => {
    expect(flow(CHALLENGE, METADATA, SERVER, 'POST /register 201', TOKEN, 'POST /mcp 200')).toEqual({
      reached: 'first-request',
      broken: null,
    })
    expect(wentThrough(judge([CHALLENGE, METADATA, SERVER, TOKEN, 'POST /mcp 200']))).toBe(true)
  })

  test('is broken at its first failure that nothing cured, by the side that answered', () => {
    expect(flow(CHALLENGE, METADATA, SERVER, 'POST /oauth/token 400')).toEqual({
      reached: 'server-metadata',
      broken: { stage: 'token', side: 'authorization-server', status: 400, error: null, isRecord: false, line: 3 },
    })
  })

  test('that ends after the token is neither broken nor through', () => {
    expect(flow(CHALLENGE, METADATA, SERVER, TOKEN)).toEqual({ reached: 'token', broken: null })
    expect(wentThrough(judge([CHALLENGE, METADATA, SERVER, TOKEN]))).toBe(false)
  })

  test('without anything to read has no stage', () => {
    expect(flow('starting', 'listening on 8080')).toEqual({ reached: null, broken: null })
  })
})

describe('a 401 from the resource', () => {
  test('is a challenge before there is a token', () => {
    expect(flow(CHALLENGE, METADATA)).toMatchObject({ broken: null })
  })

  test('is a failure of the first request after the token', () => {
    expect(flow(TOKEN, CHALLENGE)).toMatchObject({ broken: { stage: 'first-request', side: 'resource-server' } })
  })

  test('is a challenge again when discovery starts over', () => {
    expect(flow(TOKEN, 'POST /mcp 200', METADATA, CHALLENGE)).toMatchObject({ broken: null })
  })
})

describe('a request to the resource that fails without a token in sight', () => {
  test('is the challenge if nothing was answered before', () => {
    expect(flow('POST /mcp 500', 'POST /mcp 500')).toMatchObject({ broken: { stage: 'challenge', status: 500 } })
  })

  test('is a call after one that was answered', () => {
    expect(flow('POST /mcp 200', 'POST /mcp 500')).toMatchObject({ broken: { stage: 'call', status: 500 } })
  })
})

describe('what a token is refused for', () => {
  const REFUSED = 'JWT verification failed'

  test('breaks the first request, with the status of the line after it', () => {
    expect(flow(REFUSED, 'POST /mcp 401')).toMatchObject({ broken: { stage: 'first-request', status: 401 } })
  })

  test('breaks a call once the resource has answered', () => {
    expect(flow('POST /mcp 200', REFUSED)).toMatchObject({ broken: { stage: 'call' } })
  })
})

describe('a token request is a refresh', () => {
  test.each([
    ['if the line before says that one is due', ['grant_type=refresh_token', 'POST /token 400']],
    ['if the line after says that it failed', ['POST /token 400', 'token refresh failed: invalid_grant']],
  ])('%s', (_, lines) => {
    expect(flow(...lines)).toMatchObject({ broken: { stage: 'refresh', status: 400 } })
  })

  test('and no exchange of a code, which nothing announces', () => {
    expect(flow('POST /authorize 302', 'POST /token 400')).toMatchObject({ broken: { stage: 'token' } })
  })
})

describe('a failure is cured', () => {
  test.each([
    [
      'metadata by another well-known URL',
      ['GET /.well-known/oauth-authorization-server 404', 'GET /.well-known/openid-configuration 200'],
    ],
    ['metadata by going on without it', ['GET /.well-known/oauth-authorization-server 404', 'POST /register 201']],
    ['a code by the next attempt', ['POST /token 400', TOKEN]],
    ['an expired token by a refresh', ['access token expired', 'POST /token grant_type=refresh_token 200']],
    [
      'a refused authorization by its page from a cache',
      ['GET /authorize?client_id=x 400', 'GET /authorize?client_id=x 304'],
    ],
    ['a lost session by a new one', [TOKEN, 'session not found', 'POST /mcp 200']],
  ])('%s', (_, lines) => {
    expect(flow(...lines).broken).toBeNull()
  })
})

test('a request that is refused when it is sent again ends a login with that answer', () => {
  expect(flow('POST /token 503', 'POST /token 400').broken).toMatchObject({ stage: 'token', status: 400 })
  expect(flow('POST /token 400', 'POST /token 503').broken).toMatchObject({ stage: 'token', status: 400 })
})

describe('a service that refuses a call', () => {
  const API = 'GET https://api.example.com/v1/me 200'
  const UPDATES = 'GET https://updates.example.com/v1/latest 403'

  test('is no matter of a login whose calls go on', () => {
    expect(flow(API, UPDATES, API).broken).toBeNull()
  })

  test('breaks a login that ends there', () => {
    expect(flow(API, UPDATES).broken).toMatchObject({ stage: 'first-request', status: 403 })
  })
})

describe('a log that names its callers', () => {
  test('shows calls with a token', () => {
    expect(flow('user=mara GET /api/boards 200', 'user=mara POST /api/boards 403').broken).toMatchObject({
      stage: 'call',
    })
    expect(
      flow(
        '10.0.0.8 - mara [12/Mar/2026:08:01:00 +0000] "GET /npm/a HTTP/1.1" 200 9',
        '10.0.0.8 - mara [12/Mar/2026:08:01:09 +0000] "PUT /npm/b HTTP/1.1" 403 9',
      ).broken,
    ).toMatchObject({ stage: 'call' })
  })

  test.each(['-', 'anonymous', 'system:anonymous'])('does not if the caller is %s', (name) => {
    expect(flow(`user=${name} GET /api/boards 200`, `user=${name} POST /api/boards 403`).broken).toMatchObject({
      stage: 'first-request',
    })
  })
})

describe('a failure is not cured', () => {
  test.each([
    ['a refresh by a call that is refused too', ['refresh token revoked: refresh failed', 'POST /mcp 403'], 'refresh'],
    [
      'an authorization by a redirect',
      ['GET /authorize?client_id=x 400', 'GET /authorize?client_id=x 302'],
      'authorize',
    ],
    ['registration by a new challenge', ['POST /register 404', CHALLENGE], 'client-id'],
    ['a refused first request by another token', [TOKEN, 'POST /mcp 403', TOKEN], 'first-request'],
  ])('%s', (_, lines, stage) => {
    expect(flow(...lines).broken?.stage).toBe(stage)
  })
})

test.each([
  ['POST /mcp 403 cf-mitigated: challenge', 'edge'],
  ['GET /.well-known/oauth-protected-resource 500', 'resource-server'],
  ['GET /.well-known/openid-configuration 503', 'authorization-server'],
])('the side of %s is %s', (line, side) => {
  expect(flow(line).broken?.side).toBe(side)
})
