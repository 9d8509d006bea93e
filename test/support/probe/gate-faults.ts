/** Faults of what stands before a server: gates that ask for a login where none is wanted, and pages in place of answers. */
import type { ProbeFault } from '../../../src/core/probe/fault.ts'
import type { BrokenServer } from './broken-servers.ts'
import { type Asked, answering, html, json, type Rule } from './login-server.ts'

const at = (path: RegExp) => (asked: Asked) => path.test(asked.path)
const RESOURCE_METADATA = /^\/\.well-known\/oauth-protected-resource/
const SERVER_METADATA = /^\/\.well-known\/(?:oauth-authorization-server|openid-configuration)/
const [RS, AS] = ['resource-server', 'authorization-server'] as const

/** Sends the browser to a page on another host, which answers with success. */
function sentTo(path: string, page: string): Rule {
  return (asked, next) => {
    if (asked.path === page) return html(200, '<form>Sign in</form>')
    if (!asked.path.startsWith(path)) return next()
    const port = new URL(asked.origin).port
    return { status: 302, headers: { location: `http://127.0.0.1:${port}${page}?next=x` } }
  }
}

export const GATE_FAULTS: readonly (BrokenServer & { readonly fault: ProbeFault })[] = [
  {
    name: 'resource metadata that is refused with 403',
    stage: 'resource-metadata',
    side: RS,
    fault: 'metadata-refused',
    rule: answering(at(RESOURCE_METADATA), html(403, 'Forbidden')),
  },
  {
    name: 'resource metadata that asks for a login itself',
    stage: 'resource-metadata',
    side: RS,
    fault: 'metadata-refused',
    rule: answering(at(RESOURCE_METADATA), json(401, {}, { 'www-authenticate': 'Bearer' })),
  },
  {
    name: 'server metadata that is refused',
    stage: 'server-metadata',
    side: AS,
    fault: 'metadata-refused',
    rule: answering(at(SERVER_METADATA), html(403, 'Forbidden')),
  },
  {
    name: 'a login proxy before the resource metadata',
    stage: 'resource-metadata',
    side: 'edge',
    fault: 'identity-proxy',
    rule: sentTo('/.well-known/oauth-protected-resource', '/login'),
  },
  {
    name: 'a login proxy before the server metadata',
    stage: 'server-metadata',
    side: 'edge',
    fault: 'identity-proxy',
    rule: sentTo('/.well-known/oauth-authorization-server', '/oauth2/sign-in'),
  },
  {
    name: 'resource metadata that redirects to a page',
    stage: 'resource-metadata',
    side: RS,
    fault: 'metadata-invalid',
    rule: sentTo('/.well-known/oauth-protected-resource', '/start'),
  },
  {
    name: 'a redirect to another host, with metadata below any path',
    stage: 'challenge',
    side: RS,
    fault: 'wrong-challenge',
    rule: (asked, next) => {
      if (asked.path === '/mcp') return { status: 308, headers: { location: 'https://mcp.example/mcp' } }
      const isBelow = at(SERVER_METADATA)(asked)
      return isBelow ? json(200, { issuer: asked.origin, token_endpoint: `${asked.origin}/token` }) : next()
    },
  },
  {
    name: 'a page at the registration endpoint',
    stage: 'client-id',
    side: AS,
    fault: 'registration-refused',
    rule: answering(at(/^\/register$/), html(200, '<html>')),
  },
  {
    name: 'a registration endpoint that redirects to a login',
    stage: 'client-id',
    side: AS,
    fault: 'registration-refused',
    rule: answering(at(/^\/register$/), { status: 302, headers: { location: '/login' } }),
  },
  {
    name: 'a page at the token endpoint',
    stage: 'token',
    side: AS,
    fault: 'token-invalid',
    rule: answering(at(/^\/token$/), html(200, '<html>')),
  },
]
