import { expect, test } from 'vitest'
import { loginUrlsIn } from '../../../src/core/flow/login-urls.ts'
import { readTraces } from '../../../src/core/flow/report-flow.ts'

function urlsIn(text: string) {
  return loginUrlsIn(readTraces([{ kind: 'log', source: 'body', heading: null, line: 1, flattened: false, text }]))
}

test('are those of the server whose login broke', () => {
  const log = `
POST https://mcp.notes.example/mcp 401
GET https://mcp.notes.example/.well-known/oauth-protected-resource 200
POST https://id.notes.example/oauth/token 200
POST https://mcp.notes.example/mcp 200
POST https://mcp.tickets.example:8443/mcp?tenant=5 401
GET https://login.tickets.example/authorize?response_type=code&client_id=abc 302
POST https://login.tickets.example/oauth/token 400`
  expect(urlsIn(log)).toEqual({
    resource: ['https://mcp.tickets.example:8443/mcp'],
    authorization: ['https://login.tickets.example/authorize', 'https://login.tickets.example/oauth/token'],
    broken: ['https://login.tickets.example/oauth/token'],
  })
})

test('come from the Host header where the request line has a path only', () => {
  const log = `
> POST /mcp HTTP/1.1
> Host: mcp.tickets.example
> Accept: application/json
< HTTP/1.1 401 Unauthorized
> POST /oauth/token HTTP/1.1
> Host: login.tickets.example
< HTTP/1.1 400 Bad Request`
  expect(urlsIn(log)).toMatchObject({
    resource: ['https://mcp.tickets.example/mcp'],
    authorization: ['https://login.tickets.example/oauth/token'],
  })
  expect(urlsIn(log.replace('mcp.tickets.example', 'localhost')).resource).toEqual(['http://localhost/mcp'])
})

test('do not include metadata that was looked for in vain', () => {
  const log = `
GET https://mcp.tickets.example/.well-known/oauth-authorization-server 404
POST https://login.tickets.example/register 403`
  expect(urlsIn(log).authorization).toEqual(['https://login.tickets.example/register'])
})

test('are none without a login in a log', () => {
  expect(urlsIn('GET https://cdn.example/logo.png 200')).toEqual({ resource: [], authorization: [], broken: [] })
})

test('have the scheme of their own host, not of one that begins alike', () => {
  const line = 'from http://id.notes.example.proxy/ POST https://id.notes.example/token 400'
  expect(urlsIn(line).broken).toEqual(['https://id.notes.example/token'])
})
