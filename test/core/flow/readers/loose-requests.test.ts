import { expect, test } from 'vitest'
import { looseRequests } from '../../../../src/core/flow/readers/loose-requests.ts'

function read(...lines: string[]) {
  const readLine = looseRequests.begin()
  return lines.flatMap((line) => readLine(line))
}

test.each([
  ['a reason phrase on the same line', ['POST /token took 12 ms and gave 400 Bad Request']],
  ['a reason phrase below', ['POST /token form', '   >> Outcome: Success(400 Bad Request)']],
  ['a word for the status below', ['sending POST https://login.example/token', 'status: 400']],
  [
    'a reason in one word below',
    ['RestClient.post "https://login.example/token"', '# => 400 BadRequest | application/json'],
  ],
  ['an arrow below', ['09:02:08 >> POST https://login.example/token', '09:02:08 << 400']],
  ['a URL that is requested', ['Requesting url https://login.example/token', 'Request completed with status 400.']],
  ['labels', ['Request URL: https://login.example/token', 'Request Method: POST', 'Status Code: 400']],
  ['labels with a gap', ['-   ReqMethod      POST', '-   ReqURL         /token', '-   RespStatus     400']],
  [
    'labels above their values',
    ['Request URL', 'https://login.example/token', 'Request Method', 'POST', 'Status Code', '400'],
  ],
])('reads a request and its status from %s', (_, lines) => {
  expect(read(...lines)).toMatchObject([{ path: '/token', status: 400 }])
})

test.each([
  [
    'a body right behind the status',
    ['token request: POST https://login.example/token', 'トークン応答: 401 {"error":"x"}'],
  ],
  ['a word for it in another language', ['requête : POST https://login.example/token', 'réponse : 401, 88 octets']],
  [
    'fields of one object',
    ['"req": { "verb": "POST", "to": "https://login.example/token" },', '"res": { "code": 401 }'],
  ],
])('finds the status by %s', (_, lines) => {
  expect(read(...lines)).toMatchObject([{ path: '/token', status: 401 }])
})

test('a request whose connection breaks on the next line got no answer', () => {
  expect(read('POST https://login.example/token', 'PKIX path building failed')).toMatchObject([
    { stage: 'token', outcome: 'failed', side: 'unknown' },
  ])
})

test('a connection that breaks later can be another one', () => {
  expect(read('POST https://login.example/token', 'one', 'two', 'three', 'PKIX path building failed')).toEqual([])
})

test('the status before the request belongs to another one', () => {
  expect(read('status: 400', 'POST /token')).toEqual([])
})

test('a configuration names no method', () => {
  expect(read('path: /token', 'port: 8080', 'status: 400')).toEqual([])
})

test.each([
  ['a credential below the request', 'HEADERS: {"Authorization":"[redacted:token]"}', { authorized: true }],
  ['that there was none', 'Authorization: none', {}],
  ['the grant in the body', 'grant_type=refresh_token&client_id=a', { path: '/token?grant_type=refresh_token' }],
  ['the host', 'Host: login.example', { host: 'login.example' }],
])('reads %s', (_, line, expected) => {
  const [exchange] = read('sending POST /token', line, 'status: 400')
  expect(exchange).toMatchObject(expected)
  if (!('authorized' in expected)) expect(exchange).not.toHaveProperty('authorized')
})

test('one answer answers one request', () => {
  expect(read('POST /token', '400 Bad Request', '404 Not Found')).toHaveLength(1)
})

test('a status far below is of something else', () => {
  expect(read('POST /token', ...Array.from({ length: 9 }, () => 'token'), '400 Bad Request')).toEqual([])
})

test('numbers without a sign of a status are none', () => {
  expect(read('POST /token', 'read 404 bytes in 200 ms')).toEqual([])
})

test('what another reader has read may have been the answer', () => {
  const readLine = looseRequests.begin()
  readLine('POST /token')
  readLine.miss?.()
  expect(readLine('400 Bad Request')).toEqual([])
})
