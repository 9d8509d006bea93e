/** Faults that were written after the probe was finished, to see how it does on what nobody had in mind. */
import type { BrokenServer } from './broken-servers.ts'
import { type Asked, answering, changing, html, json } from './login-server.ts'

const at = (path: RegExp) => (asked: Asked) => path.test(asked.path)
const isMcp = at(/^\/mcp$/)
const hasToken = (asked: Asked) => isMcp(asked) && asked.headers['authorization'] !== undefined
const agent = (asked: Asked) => asked.headers['user-agent'] ?? ''
const RESOURCE_METADATA = /^\/\.well-known\/oauth-protected-resource/
const SERVER_METADATA = /^\/\.well-known\/oauth-authorization-server/
const [RS, AS] = ['resource-server', 'authorization-server'] as const

export const FURTHER_FAULTS: readonly BrokenServer[] = [
  {
    name: 'a redirect to another path',
    stage: 'challenge',
    side: RS,
    rule: answering(isMcp, { status: 301, headers: { location: '/mcp/' } }),
  },
  {
    name: 'nothing at the path',
    stage: 'challenge',
    side: RS,
    rule: answering(isMcp, json(404, { error: 'Not Found' })),
  },
  {
    name: 'a server that breaks',
    stage: 'challenge',
    side: RS,
    rule: answering(isMcp, html(500, 'Internal Server Error')),
  },
  {
    name: '400 without a token',
    stage: 'challenge',
    side: RS,
    rule: answering(isMcp, json(400, { error: 'Missing Authorization' })),
  },
  {
    name: 'a Basic challenge and no metadata anywhere',
    stage: 'resource-metadata',
    side: RS,
    rule: (asked, next) => {
      if (isMcp(asked)) return json(401, {}, { 'www-authenticate': 'Basic realm="mcp"' })
      return asked.path.startsWith('/.well-known') ? html(404, 'Not Found') : next()
    },
  },
  {
    name: 'the authorization server as a text instead of a list',
    stage: 'resource-metadata',
    side: RS,
    rule: changing(RESOURCE_METADATA, (it) => ({ ...it, authorization_servers: 'https://as.example' })),
  },
  {
    name: 'resource metadata without the resource',
    stage: 'resource-metadata',
    side: RS,
    rule: changing(RESOURCE_METADATA, ({ resource, ...it }) => it),
  },
  {
    name: 'an authorization server that nobody can reach',
    stage: 'server-metadata',
    side: 'unknown',
    rule: changing(RESOURCE_METADATA, (it) => ({ ...it, authorization_servers: ['http://localhost:1'] })),
  },
  {
    name: 'no token endpoint in the metadata',
    stage: 'server-metadata',
    side: AS,
    rule: changing(SERVER_METADATA, ({ token_endpoint, ...it }) => it),
  },
  {
    name: 'server metadata as plain text',
    stage: 'server-metadata',
    side: AS,
    rule: answering(at(SERVER_METADATA), { status: 200, body: 'OK' }),
  },
  {
    name: 'registration for known clients only',
    stage: 'client-id',
    side: AS,
    rule: answering(at(/^\/register$/), json(401, { error: 'invalid_token' })),
  },
  {
    name: 'a registration without an id',
    stage: 'client-id',
    side: AS,
    login: true,
    rule: answering(at(/^\/register$/), json(201, { client_name: 'x' })),
  },
  {
    name: 'a registration that breaks',
    stage: 'client-id',
    side: AS,
    login: true,
    rule: answering(at(/^\/register$/), json(500, {})),
  },
  {
    name: 'an authorization endpoint that breaks',
    stage: 'authorize',
    side: AS,
    rule: answering(at(/^\/authorize$/), html(502, 'Bad Gateway')),
  },
  {
    name: 'the resource parameter refused',
    stage: 'authorize',
    side: AS,
    login: true,
    rule: answering(at(/^\/authorize$/), html(400, 'AADSTS901002: The resource parameter is not supported.')),
  },
  {
    name: 'a callback without a code',
    stage: 'callback',
    side: AS,
    login: true,
    rule: async (_, next) => {
      const reply = await next()
      const location = URL.parse(reply.headers?.['location'] ?? '')
      if (location === null) return reply
      location.searchParams.delete('code')
      return { ...reply, headers: { location: location.href } }
    },
  },
  { name: 'a token endpoint that breaks', stage: 'token', side: AS, rule: answering(at(/^\/token$/), json(503, {})) },
  {
    name: 'a web page instead of a token',
    stage: 'token',
    side: AS,
    login: true,
    rule: answering(at(/^\/token$/), html(200, '<title>Sign in</title>')),
  },
  {
    name: 'the client unknown at the token endpoint',
    stage: 'token',
    side: AS,
    login: true,
    rule: answering(at(/^\/token$/), json(401, { error: 'invalid_client' })),
  },
  {
    name: 'a token without its type',
    stage: 'token',
    side: AS,
    login: true,
    rule: changing(/^\/token$/, ({ token_type, ...it }) => it),
  },
  {
    name: 'a server that breaks over a token',
    stage: 'first-request',
    side: RS,
    rule: answering(hasToken, json(500, {})),
  },
  {
    name: 'a session lost between two replicas',
    stage: 'first-request',
    side: RS,
    login: true,
    rule: answering(
      hasToken,
      json(404, { jsonrpc: '2.0', id: null, error: { code: -32001, message: 'Session not found' } }),
    ),
  },
  {
    name: 'a web page instead of a refreshed token',
    stage: 'refresh',
    side: AS,
    login: true,
    rule: answering((asked) => asked.body.includes('grant_type=refresh_token'), html(200, '<p>')),
  },
  {
    name: 'tools refused with 401',
    stage: 'call',
    side: RS,
    login: true,
    rule: answering(
      (asked) => hasToken(asked) && asked.body.includes('tools/list'),
      json(401, {}, { 'www-authenticate': 'Bearer' }),
    ),
  },
  {
    name: 'an error instead of the tools',
    stage: 'call',
    side: RS,
    login: true,
    rule: answering(
      (asked) => hasToken(asked) && asked.body.includes('tools/list'),
      json(200, { jsonrpc: '2.0', id: 2, error: { code: -32603, message: 'Internal error' } }),
    ),
  },
  {
    name: 'edge: a firewall that blocks requests with a token',
    stage: 'first-request',
    side: 'edge',
    rule: answering(hasToken, html(403, '<title>Attention Required! | Cloudflare</title>', { server: 'cloudflare' })),
  },
  {
    name: 'edge: Akamai before the server metadata',
    stage: 'server-metadata',
    side: 'edge',
    rule: answering(at(SERVER_METADATA), html(403, '<h1>Access Denied</h1>Reference&#32;&#35;18&#46;2f&#46;1')),
  },
  {
    name: 'edge: only browsers may ask for tokens',
    stage: 'token',
    side: 'edge',
    rule: answering((asked) => asked.path === '/token' && !/Chrome/.test(agent(asked)), html(406, 'Not Acceptable')),
  },
  {
    name: 'edge: the resource metadata hidden from Claude-User',
    stage: 'resource-metadata',
    side: 'edge',
    rule: answering((asked) => at(RESOURCE_METADATA)(asked) && agent(asked) === 'Claude-User', html(404, 'Not Found')),
  },
  {
    name: 'edge: everything but browsers gets a captcha',
    stage: 'challenge',
    side: 'edge',
    rule: answering((asked) => !/Chrome/.test(agent(asked)), html(429, 'Too many requests')),
  },
]
