import { expect, test } from 'vitest'
import { wordedFailures } from '../../../../src/core/flow/readers/worded-failures.ts'

const read = (line: string) => wordedFailures.begin()(line)

test.each([
  ['oauth2: cannot fetch token: 400 Bad Request', 'token', 400],
  ['Token exchange returned 400 invalid_grant', 'token', 400],
  ['step=end_error&error_code=mcp_token_exchange_failed', 'token', null],
  ['Failed to refresh auth token: HTTP 400', 'refresh', 400],
  ['client registration request was rejected by the server', 'client-id', null],
  ['could not load the openid-configuration', 'server-metadata', null],
  ['Failed to parse metadata: error decoding response body', 'server-metadata', null],
  ['unable to fetch protected resource metadata', 'resource-metadata', null],
  ['Bearer token rejected: signature', 'first-request', null],
])('%s', (line, stage, status) => {
  expect(read(line)).toMatchObject([{ stage, outcome: 'failed', status }])
})

test('nobody answered when the reason is the network', () => {
  expect(read('failed to fetch the access token: ECONNREFUSED')).toMatchObject([{ stage: 'token', side: 'unknown' }])
})

test.each([
  'token exchange finished without error',
  'if the token exchange fails, log in again',
  'retry on token refresh failure is on',
  'failed to load the access token from the keychain',
  'error rate 0.1',
])('"%s" says of no step that it failed', (line) => {
  expect(read(line)).toEqual([])
})
