/** An MCP server made with the official SDK, behind OAuth as the specification wants it, on this machine. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'

export interface GuardedServer {
  /** The token that the server accepts. */
  readonly token: string
  /** The values that a report about this server gives. */
  readonly values: Readonly<Record<string, string>>
  close(): Promise<void>
}

const TOKEN = 'the-right-token'
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type, mcp-protocol-version',
  'access-control-expose-headers': 'WWW-Authenticate, Mcp-Session-Id',
}

export async function startGuardedServer(): Promise<GuardedServer> {
  let origin = ''
  const server = createServer(getRequestListener((request) => answer(request, origin)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    token: TOKEN,
    values: {
      'server-url': `${origin}/mcp`,
      'server-origin': origin,
      'server-host': '127.0.0.1',
      'auth-server': origin,
      issuer: origin,
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function answer(request: Request, origin: string): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS })
  const document = documents(origin)[pathname]
  // Some servers put a space after the colon.
  const space = pathname.endsWith('openid-configuration') || pathname === '/jwks' ? ' ' : ''
  if (document !== undefined) {
    const text = JSON.stringify(document).replaceAll('":', `":${space}`)
    return new Response(text, { headers: { ...CORS, 'content-type': 'application/json' } })
  }
  if (pathname === '/token') return Response.json({ error: 'invalid_request' }, { status: 400, headers: CORS })
  if (pathname !== '/mcp') return new Response('not found', { status: 404 })
  if (request.headers.get('authorization') !== `Bearer ${TOKEN}`) {
    const challenge = `Bearer resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"`
    return new Response(null, { status: 401, headers: { ...CORS, 'www-authenticate': challenge } })
  }
  return createMcpHandler(() => new McpServer({ name: 'guarded', version: '1.0.0' })).fetch(request)
}

function documents(origin: string): Readonly<Record<string, object>> {
  const resource = { resource: `${origin}/mcp`, authorization_servers: [origin], scopes_supported: ['files:read'] }
  const server = {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    registration_endpoint: `${origin}/register`,
    jwks_uri: `${origin}/jwks`,
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
  }
  return {
    '/.well-known/oauth-protected-resource': resource,
    '/.well-known/oauth-protected-resource/mcp': resource,
    '/.well-known/oauth-authorization-server': server,
    '/.well-known/openid-configuration': server,
    '/jwks': { keys: [{ kid: 'key-1', kty: 'RSA' }] },
  }
}
