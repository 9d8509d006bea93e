import { describe, expect, test } from 'vitest'
import type { Report } from '../../../src/core/report/report.ts'
import { reportValuesOf } from '../../../src/core/signatures/report-values.ts'

type Readable = Pick<Report, 'fields' | 'segments'>

function saying(text: string): Readable {
  return {
    fields: [],
    segments: [{ kind: 'prose', source: 'body', heading: null, line: 1, flattened: false, text }],
  }
}

function answering(heading: string, text: string): Readable {
  return { ...saying(text), fields: [{ heading, line: 1, text }] }
}

const TICKETS = {
  'server-url': 'https://mcp.tickets.example/v1/mcp',
  'server-origin': 'https://mcp.tickets.example',
  'server-host': 'mcp.tickets.example',
  'resource-metadata': 'https://mcp.tickets.example/.well-known/oauth-protected-resource/v1/mcp',
}

describe('the address of the server that a report is about', () => {
  test('stands in the form field that asks for it, whatever its path', () => {
    expect(reportValuesOf(answering('MCP server URL', 'https://tools.example/n8n'))).toEqual({
      'server-url': 'https://tools.example/n8n',
      'server-origin': 'https://tools.example',
      'server-host': 'tools.example',
      'resource-metadata': 'https://tools.example/.well-known/oauth-protected-resource/n8n',
    })
  })

  test.each([
    'OAuth to https://mcp.tickets.example/v1/mcp no longer works.',
    'Both https://mcp.tickets.example/v1/mcp. and `https://mcp.tickets.example/v1/mcp` fail',
    'see https://mcp.tickets.example/v1/mcp, and https://auth.tickets.example/pricing',
    'https://mcp.tickets.example/v1/mcp?tenant=5',
  ])('is the only address with the path of a server: %s', (text) => {
    expect(reportValuesOf(saying(text))).toEqual(TICKETS)
  })

  test.each([
    ['names two servers', 'https://a.example/mcp works, https://b.example/mcp does not'],
    [
      'links to pages about servers',
      'https://docs.acme.example/mcp, https://code.acme.example/docs/en/mcp, https://github.com/acme/mcp',
    ],
    ['keeps a placeholder in the host', 'https://<host>/mcp and https://{host}/mcp'],
    ['keeps a placeholder in the path', 'https://acme.example/<tenant>/mcp'],
    [
      'puts something into the address that a shell would run',
      'https://acme.example/$(id)/mcp https://acme.example/&id/mcp',
    ],
    ['names no address', 'the server at acme.example'],
  ])('is unknown if the report %s', (_, text) => {
    expect(reportValuesOf(saying(text))).toEqual({})
  })

  test('is not taken from a field that asks for something else', () => {
    expect(reportValuesOf(answering('Issue URL', 'https://tools.example/n8n'))).toEqual({})
  })

  test.each(['Endpoint configuration', 'Server', 'MCP endpoint'])('is the answer to the field "%s"', (heading) => {
    expect(reportValuesOf(answering(heading, 'https://tools.example/n8n'))['server-url']).toBe(
      'https://tools.example/n8n',
    )
  })

  test('is unknown if the form names two', () => {
    const form = answering('Server URL', 'https://a.example/n8n or https://b.example/n8n')
    expect(reportValuesOf(form)).toEqual({})
  })
})

describe('the authorization server of a report', () => {
  test.each([
    '{"issuer":"https://id.example/realms/a","token_endpoint":"https://id.example/realms/a/token"}',
    '{"resource":"https://api.example/x","authorization_servers":["https://id.example/realms/a/"]}',
    'failed to query provider "https://id.example/realms/a": oidc: issuer did not match, got "http://id.example/realms/a"',
    '[jwt] issuer https://id.example/realms/a: fetched 2 keys',
  ])('is the one that its metadata names: %s', (text) => {
    expect(reportValuesOf(saying(text))).toEqual({ 'auth-server': 'https://id.example/realms/a' })
  })

  test.each(['{"issuer":"https://a.example"} {"issuer":"https://b.example"}', '{"issuer":"https://$(id).example"}'])(
    'is unknown if there are two, or if a shell would run it: %s',
    (text) => {
      expect(reportValuesOf(saying(text))).toEqual({})
    },
  )
})

describe('the server, where no address has its path', () => {
  test.each([
    ["a client's settings", '"mcpServers": { "a": { "url": "https://a.example/tools" } }', 'https://a.example/tools'],
    [
      'the command that adds it',
      'claude mcp add --transport http a https://a.example/tools',
      'https://a.example/tools',
    ],
    ['the name of its host', 'The popup of https://mcp.a.example fails', 'https://mcp.a.example'],
    [
      'a document of its host',
      'GET https://mcp.a.example/.well-known/oauth-protected-resource/sse',
      'https://mcp.a.example/sse',
    ],
    [
      'the resource of a login',
      'https://id.example/x?client_id=a&resource=https%3A%2F%2Fa.example%2Ftools',
      'https://a.example/tools',
    ],
    [
      'a name after the path of a transport',
      'https://a.example/mcp/default times out',
      'https://a.example/mcp/default',
    ],
    ['what people call it', 'Enter the local MCP URL (`http://localhost:3000` e.g.)', 'http://localhost:3000'],
    ['both names of this machine', 'http://127.0.0.1:3000/mcp, http://localhost:3000/mcp', 'http://127.0.0.1:3000/mcp'],
  ])('is read from %s', (_, text, expected) => {
    expect(reportValuesOf(saying(text))['server-url']).toBe(expected)
  })

  test.each([
    ['the address is cut off', '"mcp": { "url": "https://a.example/.../mcp" }'],
    ['the host is a placeholder', 'https://my-server/mcp'],
    ['it is where the client listens', 'mcp add x https://a.example/oauth/callback'],
    ['it is an address of something else', '{ "url": "https://api.example/v1/responses" }'],
  ])('is unknown if %s', (_, text) => {
    expect(reportValuesOf(saying(text))['server-url']).toBeUndefined()
  })
})

describe('the authorization server, where no metadata names it', () => {
  test.each([
    ['https://id.example/realms/a/protocol/openid-connect/auth?client_id=x', 'https://id.example/realms/a'],
    ['https://login.example/tenant/oauth2/v2.0/authorize?client_id=x', 'https://login.example/tenant/v2.0'],
    ['POST https://id.example/oauth/token failed', 'https://id.example'],
    ['https://id.example/realms/a/.well-known/openid-configuration is 404', 'https://id.example/realms/a'],
  ])('is read from %s', (text, expected) => {
    expect(reportValuesOf(saying(text))['auth-server']).toBe(expected)
  })

  test('is the server itself if its log shows both, and so is where clients register', () => {
    const text = 'POST /mcp 401\nPOST /oauth/register 201\nPOST /oauth/token 200'
    const log = {
      ...saying(''),
      segments: [{ ...(saying(text).segments[0] as Report['segments'][0]), kind: 'log' as const }],
    }
    const told = saying('My server is https://a.example/mcp').segments
    const values = reportValuesOf({ fields: [], segments: [...told, ...log.segments] })
    expect(values).toMatchObject({
      'auth-server': 'https://a.example',
      'registration-endpoint': 'https://a.example/oauth/register',
    })
  })
})

describe('the request that a browser blocked', () => {
  test.each([
    [
      "Access to fetch at 'https://api.example/v1/messages' from origin 'http://localhost:3000' has been blocked by CORS policy",
      { 'blocked-url': 'https://api.example/v1/messages', 'page-origin': 'http://localhost:3000' },
    ],
    [
      'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://id.example/realms/a/x.',
      { 'blocked-url': 'https://id.example/realms/a/x' },
    ],
    [
      "Access to fetch at 'https://a.example/x' from origin 'http://b.example'. Access to fetch at 'https://c.example/x' from origin 'http://b.example'",
      { 'page-origin': 'http://b.example' },
    ],
  ])('is read from the words of the console: %s', (text, expected) => {
    expect(reportValuesOf(saying(text))).toEqual(expected)
  })
})

describe('the host of a report', () => {
  const inLog = (text: string): Readable => ({
    fields: [],
    segments: [{ kind: 'log', source: 'body', heading: null, line: 1, flattened: false, text }],
  })

  test.each([
    'request to https://auth.acme.example/x failed\nretry of https://auth.acme.example/x',
    "HTTPSConnectionPool(host='auth.acme.example', port=443): timed out. See https://learn.vendor.example/proxy",
  ])('is the only one that its log names, without pages that explain: %s', (text) => {
    expect(reportValuesOf(inLog(text))).toEqual({ host: 'auth.acme.example' })
  })

  test.each([
    ['the log names two', inLog('GET https://a.example/x, GET https://b.example/x')],
    ['only the prose names one', saying('see https://acme.example/pricing')],
  ])('is unknown if %s', (_, report) => {
    expect(reportValuesOf(report)).toEqual({})
  })
})

describe('the login in the log', () => {
  const login = {
    resource: ['https://mcp.tickets.example/.well-known/oauth-protected-resource/v1/mcp'],
    authorization: ['https://login.tickets.example/oauth/register', 'https://login.tickets.example/oauth/token'],
    broken: ['https://login.tickets.example/oauth/token'],
  }

  test('decides where the text names several servers', () => {
    const text = 'https://a.example/mcp, https://b.example/mcp, https://a.example/token, https://b.example/token'
    expect(reportValuesOf(saying(text), login)).toEqual({
      ...TICKETS,
      'auth-server': 'https://login.tickets.example',
      'registration-endpoint': 'https://login.tickets.example/oauth/register',
      host: 'login.tickets.example',
    })
  })

  test('does not overrule what the text leaves no choice about', () => {
    const text = 'https://mcp.only.example/mcp and https://login.only.example/oauth/token'
    expect(reportValuesOf(saying(text), login)).toMatchObject({
      'server-url': 'https://mcp.only.example/mcp',
      'auth-server': 'https://login.only.example',
    })
  })

  test('gives no value that a shell would run', () => {
    const hostile = ['https://evil.example/$(id)/mcp', 'https://$(id).example/token', 'https://`id`.example/token']
    expect(reportValuesOf(saying(''), { resource: hostile, authorization: hostile, broken: hostile.slice(1) })).toEqual(
      {},
    )
  })
})

describe('the public parameters of the login', () => {
  test.each([
    ['/authorize?client_id=app_5f81&redirect_uri=http%3A%2F%2Flocalhost%3A41321%2Fcb', 'app_5f81', '41321'],
    ['/authorize?client_id=https%3A%2F%2Fapp.example%2Fclient.json', 'https://app.example/client.json', undefined],
    ['the browser stops at http://127.0.0.1:8123/oauth/callback?code=x', undefined, '8123'],
    ['/authorize?client_id=a1&x=1 and /authorize?client_id=b2', undefined, undefined],
    ['/authorize?client_id=xxxx-xxxx&redirect_uri=https://app.example/cb', undefined, undefined],
    ['/authorize?client_id=%24%28id%29', undefined, undefined],
    ['/authorize?client_id=%E0%A4%A', undefined, undefined],
    ['/authorize?client_id=mcp-<id>&x=1', undefined, undefined],
    ['/authorize?client_id=app@acme', undefined, undefined],
    ['/authorize?client_id=app…&redirect_uri=http://localhost:8123/c…', undefined, '8123'],
    [`/authorize?client_id=${'a1'.repeat(101)}`, undefined, undefined],
    ['the page of /authorize?client_id=app_5f81. It is blank', 'app_5f81', undefined],
  ])('are read from %s', (text, clientId, port) => {
    const values = reportValuesOf(saying(text))
    expect([values['client-id'], values['redirect-port']]).toEqual([clientId, port])
  })
})

describe('a value for a command', () => {
  test('is known if the report shows one', () => {
    const text = 'git@code.example: Permission denied (publickey).\n\ngit@code.example: Permission denied (publickey).'
    expect(reportValuesOf(saying(text))).toEqual({ 'ssh-target': 'git@code.example' })
  })

  test('is unknown if the report shows two', () => {
    const text = 'git@a.example: Permission denied (publickey)\n\ngit@b.example: Permission denied (publickey)'
    expect(reportValuesOf(saying(text))).toEqual({})
  })
})
