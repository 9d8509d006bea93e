import { expect, test } from 'vitest'
import { readObservations } from '../../../../src/core/flow/read-observations.ts'

const read = (...lines: string[]) =>
  readObservations(lines.join('\n')).map(({ stage, outcome, status, error }) => [stage, outcome, status, error])

test.each([
  ['curl', ['$ curl -s https://login.example/oauth/token -d code=x', '{"error":"invalid_grant"}']],
  [
    'PowerShell',
    [
      'PS C:\\> Invoke-RestMethod -Method Post -Uri https://login.example/token',
      'Invoke-RestMethod:',
      '{',
      '  "error": "invalid_grant",',
    ],
  ],
])('reads the error in the body that answers a command: %s', (_, lines) => {
  expect(read(...lines)).toEqual([['token', 'failed', null, 'invalid_grant']])
})

test('reads the document in the body as an answer', () => {
  expect(
    read('$ curl https://a.example/.well-known/oauth-authorization-server', '{"issuer":"https://a.example"}'),
  ).toEqual([['server-metadata', 'passed', null, null]])
})

test('a status that is shown counts, and not the body below it', () => {
  expect(
    read('$ curl -i https://login.example/token', 'HTTP/1.1 401 Unauthorized', '', '{"error":"invalid_client"}'),
  ).toEqual([['token', 'failed', 401, null]])
})

test('a body without a command before it answers nothing', () => {
  expect(read('{"error":"invalid_grant"}', '{"issuer":"https://a.example"}')).toEqual([])
})
