import { expect, test } from 'vitest'
import { missingRequests } from '../../../../src/core/flow/readers/missing-requests.ts'

const read = (line: string) => missingRequests.begin()(line)

test.each([
  ['the client never calls /oauth/token', 'token'],
  ['Claude never sends a POST /token', 'token'],
  ['`/register` is never called', 'client-id'],
  ['https://login.example/oauth/token was never hit', 'token'],
  ['zero requests to /oauth/token in our log', 'token'],
  ['there is no request to `/.well-known/oauth-authorization-server`', 'server-metadata'],
])('"%s" breaks the stage %s, on the side of the client', (line, stage) => {
  expect(read(line)).toMatchObject([{ stage, outcome: 'failed', side: 'client' }])
})

test.each([
  'the client never calls /mcp again',
  'we never saw this before /token came in',
  'never mind the 404 for /favicon.ico',
  'the token is sent to /oauth/token',
  'no, the request to the server works',
])('"%s" says of no request that it never came', (line) => {
  expect(read(line)).toEqual([])
})
