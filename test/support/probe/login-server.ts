/**
 * A small MCP server with its own authorization server, as the specifications describe both. The MCP part is the
 * official SDK's. Rules stand before it, as middleware does: each can answer a request itself, or change the answer.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Origin under which the client reached the server. */
  readonly origin: string
}

export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export type Rule = (asked: Asked, next: () => Promise<Reply>) => Reply | Promise<Reply>

export interface LoginServerOptions {
  /** Path of the MCP endpoint. */
  readonly mcpPath?: string
  /** Path of the issuer, such as `/tenant`; empty for the root. */
  readonly issuerPath?: string
  /** Whether a URL counts as the id of a client, whose document would allow any redirect URI. */
  readonly takesDocuments?: boolean
  /** Whether the server knows only revisions without `initialize`. */
  readonly onlyNewer?: boolean
  readonly rules?: readonly Rule[]
}

export interface LoginServer {
  readonly origin: string
  /** URL of the MCP endpoint. */
  readonly url: string
  /** Every request in order, as `METHOD path`. */
  readonly asked: string[]
  /** Number of clients that registered. */
  registered(): number
  close(): Promise<void>
}

const REGISTERED = 'a client registered'

export async function startLoginServer(options: LoginServerOptions = {}): Promise<LoginServer> {
  const { mcpPath = '/mcp', rules = [] } = options
  const answer = loginServer(options)
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const received = await read(request)
    asked.push(`${received.method} ${received.path}`)
    const handle = rules.reduceRight<() => Promise<Reply>>(
      (next, rule) => async () => rule(received, next),
      () => answer(received),
    )
    const { status, headers, body } = await handle()
    if (received.path.endsWith('/register') && status === 201) asked.push(REGISTERED)
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const registered = () => asked.filter((it) => it === REGISTERED).length
  return { origin, url: origin + mcpPath, asked, registered, close }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const host = request.headers['x-forwarded-host'] ?? request.headers.host ?? ''
  const url = new URL(request.url ?? '/', `http://${host}`)
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: await text(request),
    origin: url.origin,
  }
}

interface Grant {
  readonly challenge: string
  readonly redirectUri: string
}

function loginServer({
  mcpPath = '/mcp',
  issuerPath = '',
  takesDocuments = false,
  onlyNewer = false,
}: LoginServerOptions) {
  const clients = new Map<string, readonly string[]>()
  const grants = new Map<string, Grant>()
  const access = new Set<string>()
  const refresh = new Set<string>()
  const mcp = createMcpHandler(madeUpTools, { legacy: onlyNewer ? 'reject' : 'stateless' })

  const issue = () => {
    const [token, renewal] = [`at-${randomUUID()}`, `rt-${randomUUID()}`]
    access.add(token)
    refresh.add(renewal)
    return json(200, { access_token: token, token_type: 'Bearer', expires_in: 3600, refresh_token: renewal })
  }

  const register = ({ body }: Asked): Reply => {
    const uris = redirectUrisOf(body)
    if (uris === null) return json(400, { error: 'invalid_client_metadata' })
    const id = `client-${randomUUID()}`
    clients.set(id, uris)
    return json(201, { client_id: id, redirect_uris: uris, token_endpoint_auth_method: 'none' })
  }

  const authorize = ({ query, origin }: Asked): Reply => {
    const redirectUri = query.get('redirect_uri') ?? ''
    const id = query.get('client_id') ?? ''
    const known = takesDocuments && id.startsWith('https://') ? [redirectUri] : clients.get(id)
    if (known === undefined) return { status: 400, body: 'Unknown client_id' }
    if (!known.includes(redirectUri)) return { status: 400, body: 'redirect_uri is not registered' }
    const code = randomUUID()
    grants.set(code, { challenge: query.get('code_challenge') ?? '', redirectUri })
    const back = { code, state: query.get('state') ?? '', iss: origin + issuerPath }
    return { status: 302, headers: { location: `${redirectUri}?${new URLSearchParams(back)}` } }
  }

  const token = ({ body }: Asked): Reply => {
    const form = new URLSearchParams(body)
    if (form.get('grant_type') === 'refresh_token') {
      return refresh.delete(form.get('refresh_token') ?? '') ? issue() : json(400, { error: 'invalid_grant' })
    }
    const grant = grants.get(form.get('code') ?? '')
    grants.delete(form.get('code') ?? '')
    const made = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (grant === undefined || made !== grant.challenge) return json(400, { error: 'invalid_grant' })
    return form.get('redirect_uri') === grant.redirectUri ? issue() : json(400, { error: 'invalid_grant' })
  }

  const callMcp = async (asked: Asked): Promise<Reply> => {
    if (asked.method !== 'POST') return { status: 405, headers: { allow: 'POST' } }
    if (!access.has(asked.headers['authorization']?.replace(/^Bearer /, '') ?? '')) return challenge(asked, mcpPath)
    return answerMcp(mcp, asked)
  }

  const routes: Readonly<Record<string, (asked: Asked) => Reply | Promise<Reply>>> = {
    [mcpPath]: callMcp,
    [`/.well-known/oauth-protected-resource${mcpPath}`]: ({ origin }) =>
      json(200, resourceMetadata(origin, { mcpPath, issuerPath })),
    '/.well-known/oauth-protected-resource': ({ origin }) =>
      json(200, resourceMetadata(origin, { mcpPath, issuerPath })),
    [`/.well-known/oauth-authorization-server${issuerPath}`]: ({ origin }) =>
      json(200, serverMetadata(origin, issuerPath)),
    [`${issuerPath}/register`]: register,
    [`${issuerPath}/authorize`]: authorize,
    [`${issuerPath}/token`]: token,
  }
  return async (asked: Asked): Promise<Reply> => routes[asked.path]?.(asked) ?? { status: 404, body: 'Not Found' }
}

function challenge({ origin }: Asked, mcpPath: string): Reply {
  const metadata = `${origin}/.well-known/oauth-protected-resource${mcpPath}`
  return json(401, { error: 'unauthorized' }, { 'www-authenticate': `Bearer resource_metadata="${metadata}"` })
}

/** Answers as a server without a login does. */
export async function openToAll(asked: Asked, onlyNewer = false): Promise<Reply> {
  return answerMcp(createMcpHandler(madeUpTools, { legacy: onlyNewer ? 'reject' : 'stateless' }), asked)
}

async function answerMcp(
  mcp: ReturnType<typeof createMcpHandler>,
  { method, path, origin, headers, body }: Asked,
): Promise<Reply> {
  const response = await mcp.fetch(new Request(origin + path, { method, headers, body }))
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
}

function madeUpTools(): McpServer {
  const server = new McpServer({ name: 'made-up', version: '1' })
  server.registerTool('ping', { description: 'Answers.', inputSchema: z.object({}) }, () => ({
    content: [{ type: 'text', text: 'pong' }],
  }))
  return server
}

function redirectUrisOf(body: string): readonly string[] | null {
  try {
    const uris: unknown = JSON.parse(body).redirect_uris
    return Array.isArray(uris) ? uris.map(String) : null
  } catch {
    return null
  }
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) }
}

export function html(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'text/html', ...headers }, body }
}

interface Paths {
  readonly mcpPath: string
  readonly issuerPath: string
}

function resourceMetadata(origin: string, { mcpPath, issuerPath }: Paths) {
  return { resource: origin + mcpPath, authorization_servers: [origin + issuerPath], scopes_supported: ['mcp'] }
}

export function serverMetadata(origin: string, issuerPath: string) {
  const issuer = origin + issuerPath
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    registration_endpoint: `${issuer}/register`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: ['mcp'],
  }
}

/** Changes the JSON answer of a path. */
export function changing(path: RegExp, change: (document: Record<string, unknown>) => unknown): Rule {
  return async (asked, next) => {
    const reply = await next()
    if (!path.test(asked.path) || reply.status >= 400) return reply
    return json(reply.status, change(JSON.parse(reply.body ?? '{}')))
  }
}

/** Answers requests that fit by itself. */
export function answering(fits: (asked: Asked) => boolean, reply: Reply | ((asked: Asked) => Reply)): Rule {
  return (asked, next) => {
    if (!fits(asked)) return next()
    return typeof reply === 'function' ? reply(asked) : reply
  }
}
