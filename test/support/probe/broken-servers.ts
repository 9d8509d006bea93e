/** A table of faults: what is changed on a server that works, and where a probe must find it. */
import type { Side, Stage } from '../../../src/core/flow/stage.ts'
import { type Asked, answering, changing, html, json, type Rule } from './login-server.ts'

export interface BrokenServer {
  readonly name: string
  readonly rule: Rule
  readonly stage: Stage
  readonly side: Side
  /** Whether the fault shows only with a login. */
  readonly login?: true
  /** What the browser comes back with, if it is not the server's redirect. */
  readonly browser?: (authorizeUrl: URL) => string
}

const RESOURCE_METADATA = /^\/\.well-known\/oauth-protected-resource/
const SERVER_METADATA = /^\/\.well-known\/oauth-authorization-server/

const at = (path: RegExp) => (asked: Asked) => path.test(asked.path)
const isMcp = at(/^\/mcp$/)
const hasToken = (asked: Asked) => isMcp(asked) && asked.headers['authorization'] !== undefined
const without = (asked: Asked) => isMcp(asked) && asked.headers['authorization'] === undefined
const agent = (asked: Asked) => asked.headers['user-agent'] ?? ''
const PAGE = '<!doctype html><title>Welcome</title><div id="root"></div>'
const FORBIDDEN = html(403, '<html><title>403 Forbidden</title></html>')

/** Keeps the answer of a redirect but changes its query. */
const redirecting = (change: (query: URLSearchParams) => void): Rule => {
  return async (asked, next) => {
    const reply = await next()
    const location = URL.parse(reply.headers?.['location'] ?? '')
    if (asked.path !== '/authorize' || location === null) return reply
    change(location.searchParams)
    return { ...reply, headers: { location: location.href } }
  }
}

/** A page that asks the user, so that a first look at the authorization endpoint shows nothing. */
const asksUser: Rule = async (asked, next) => (asked.path === '/authorize' ? html(200, '<form>Allow?</form>') : next())

const [RS, AS] = ['resource-server', 'authorization-server'] as const

export const BROKEN_SERVERS: readonly BrokenServer[] = [
  {
    name: '403 instead of 401',
    stage: 'challenge',
    side: RS,
    rule: answering(without, json(403, { error: 'forbidden' })),
  },
  { name: 'a web page at the MCP URL', stage: 'challenge', side: RS, rule: answering(isMcp, html(200, PAGE)) },
  {
    name: 'the refusal in a JSON-RPC error with 200',
    stage: 'challenge',
    side: RS,
    rule: answering(without, json(200, { jsonrpc: '2.0', id: 1, error: { code: -32001, message: 'Unauthorized' } })),
  },
  {
    name: 'a metadata URL that is not served',
    stage: 'resource-metadata',
    side: RS,
    rule: answering(at(RESOURCE_METADATA), html(404, 'Not Found')),
  },
  {
    name: 'a web page as resource metadata',
    stage: 'resource-metadata',
    side: RS,
    rule: answering(at(RESOURCE_METADATA), html(200, PAGE)),
  },
  {
    name: 'metadata for another resource',
    stage: 'resource-metadata',
    side: RS,
    rule: changing(RESOURCE_METADATA, (it) => ({ ...it, resource: 'https://internal.example:8080/mcp' })),
  },
  {
    name: 'no authorization server named',
    stage: 'resource-metadata',
    side: RS,
    rule: changing(RESOURCE_METADATA, (it) => ({ ...it, authorization_servers: [] })),
  },
  {
    name: 'no server metadata',
    stage: 'server-metadata',
    side: AS,
    rule: answering(at(SERVER_METADATA), html(404, 'Not Found')),
  },
  {
    name: 'another issuer in the metadata',
    stage: 'server-metadata',
    side: AS,
    rule: changing(SERVER_METADATA, (it) => ({ ...it, issuer: 'https://other.example' })),
  },
  {
    name: 'no S256',
    stage: 'server-metadata',
    side: AS,
    rule: changing(SERVER_METADATA, (it) => ({ ...it, code_challenge_methods_supported: ['plain'] })),
  },
  {
    name: 'server metadata that breaks',
    stage: 'server-metadata',
    side: AS,
    rule: answering(at(SERVER_METADATA), json(500, {})),
  },
  {
    name: 'no way to get a client id',
    stage: 'client-id',
    side: AS,
    rule: changing(SERVER_METADATA, ({ registration_endpoint, ...it }) => it),
  },
  {
    name: 'a registration endpoint that is not there',
    stage: 'client-id',
    side: AS,
    rule: answering(at(/^\/register$/), html(404, 'Cannot POST /register')),
  },
  {
    name: 'a redirect URI refused at registration',
    stage: 'client-id',
    side: AS,
    login: true,
    rule: answering(at(/^\/register$/), json(400, { error: 'invalid_redirect_uri' })),
  },
  {
    name: 'an authorization endpoint that is not there',
    stage: 'authorize',
    side: AS,
    rule: answering(at(/^\/authorize$/), html(404, 'Not Found')),
  },
  {
    name: 'a scope refused',
    stage: 'authorize',
    side: AS,
    login: true,
    rule: redirecting((query) => {
      query.delete('code')
      query.set('error', 'invalid_scope')
    }),
  },
  { name: 'state lost', stage: 'callback', side: AS, login: true, rule: redirecting((query) => query.delete('state')) },
  {
    name: 'another issuer in the callback',
    stage: 'callback',
    side: AS,
    login: true,
    rule: redirecting((query) => query.set('iss', 'https://other.example')),
  },
  {
    name: 'declined by the user',
    stage: 'callback',
    side: 'user',
    login: true,
    rule: asksUser,
    browser: (url) => {
      const { searchParams } = url
      const query = { error: 'access_denied', state: searchParams.get('state') ?? '', iss: url.origin }
      return `${searchParams.get('redirect_uri')}?${new URLSearchParams(query)}`
    },
  },
  {
    name: 'a token endpoint that is not there',
    stage: 'token',
    side: AS,
    rule: answering(at(/^\/token$/), html(404, 'Not Found')),
  },
  {
    name: 'a code verifier refused',
    stage: 'token',
    side: AS,
    login: true,
    rule: answering(
      (asked) => asked.path === '/token' && asked.body.includes('authorization_code'),
      json(400, { error: 'invalid_grant', error_description: 'code_verifier does not match' }),
    ),
  },
  {
    name: 'a fresh token refused',
    stage: 'first-request',
    side: RS,
    login: true,
    rule: answering(
      hasToken,
      json(401, {}, { 'www-authenticate': 'Bearer error="invalid_token", error_description="audience"' }),
    ),
  },
  {
    name: 'a refresh refused',
    stage: 'refresh',
    side: AS,
    login: true,
    rule: answering((asked) => asked.body.includes('grant_type=refresh_token'), json(400, { error: 'invalid_grant' })),
  },
  {
    name: 'a scope missing for the tools',
    stage: 'call',
    side: RS,
    login: true,
    rule: answering(
      (asked) => hasToken(asked) && asked.body.includes('tools/list'),
      json(403, {}, { 'www-authenticate': 'Bearer error="insufficient_scope", scope="tools"' }),
    ),
  },
  {
    name: 'edge: blocks python-httpx',
    stage: 'challenge',
    side: 'edge',
    rule: answering((asked) => isMcp(asked) && /python/.test(agent(asked)), FORBIDDEN),
  },
  {
    name: 'edge: blocks Claude-User',
    stage: 'challenge',
    side: 'edge',
    rule: answering((asked) => /Claude-User/.test(agent(asked)), FORBIDDEN),
  },
  {
    name: 'edge: a JavaScript challenge for everybody',
    stage: 'challenge',
    side: 'edge',
    rule: answering(
      isMcp,
      html(403, '<title>Just a moment...</title>', { 'cf-mitigated': 'challenge', server: 'cloudflare' }),
    ),
  },
  {
    name: 'edge: only browsers may read the server metadata',
    stage: 'server-metadata',
    side: 'edge',
    rule: answering((asked) => at(SERVER_METADATA)(asked) && !/Mozilla/.test(agent(asked)), FORBIDDEN),
  },
  {
    name: 'edge: a firewall before the token endpoint',
    stage: 'token',
    side: 'edge',
    rule: answering(at(/^\/token$/), html(403, '<h1>Forbidden</h1>', { 'x-amzn-waf-action': 'block' })),
  },
  {
    name: 'edge: an identity proxy',
    stage: 'challenge',
    side: 'edge',
    rule: answering(isMcp, {
      status: 302,
      headers: { location: 'https://team.example/cdn-cgi/access/login/app?kid=1' },
    }),
  },
]
