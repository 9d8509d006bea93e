/** Servers with which clients can log in, each by another legal way. */
import { createServer, request as requestHttp } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  answering,
  changing,
  html,
  json,
  type LoginServer,
  openToAll,
  type Rule,
  serverMetadata,
  startLoginServer,
} from './login-server.ts'

export interface GoodServer {
  readonly name: string
  readonly start: () => Promise<LoginServer>
  /** False for a plain issuer. */
  readonly isMcp?: false
  /** False if the server needs no login. */
  readonly loginNeeded?: false
  /** Whether a client can register itself and log in by the test's own browser. */
  readonly canLogIn?: true
}

const missing = (path: RegExp) => answering((asked) => path.test(asked.path), html(404, 'Not Found'))
const plainChallenge: Rule = async (_, next) => {
  const reply = await next()
  return reply.status === 401 ? json(401, { error: 'unauthorized' }) : reply
}
/** The fields that OpenID Connect requires besides those of OAuth. */
const openidFields = (origin: string) => ({
  jwks_uri: `${origin}/jwks`,
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
})
const openid = (path: string, issuerPath: string) =>
  answering(
    (asked) => asked.path === path,
    ({ origin }) => json(200, { ...serverMetadata(origin, issuerPath), ...openidFields(origin) }),
  )
const OAUTH_METADATA = /^\/\.well-known\/oauth-authorization-server/

export const GOOD_SERVERS: readonly GoodServer[] = [
  { name: 'everything as in the specification', canLogIn: true, start: () => startLoginServer() },
  {
    name: 'no login',
    loginNeeded: false,
    start: () =>
      startLoginServer({
        rules: [(asked, next) => (asked.path === '/mcp' && asked.method === 'POST' ? openToAll(asked) : next())],
      }),
  },
  {
    name: 'metadata documents instead of registration',
    start: () =>
      startLoginServer({
        takesDocuments: true,
        rules: [
          changing(OAUTH_METADATA, ({ registration_endpoint, ...it }) => ({
            ...it,
            client_id_metadata_document_supported: true,
          })),
        ],
      }),
  },
  {
    name: 'an issuer and a resource with paths',
    canLogIn: true,
    start: () =>
      startLoginServer({
        mcpPath: '/api/v1/mcp',
        issuerPath: '/tenant',
        rules: [missing(/oauth-protected-resource$/)],
      }),
  },
  {
    name: 'OpenID Connect metadata only',
    canLogIn: true,
    start: () =>
      startLoginServer({
        issuerPath: '/realms/main',
        rules: [missing(OAUTH_METADATA), openid('/realms/main/.well-known/openid-configuration', '/realms/main')],
      }),
  },
  {
    name: 'metadata at the root only, and a bare 401',
    canLogIn: true,
    start: () => startLoginServer({ rules: [missing(/oauth-protected-resource\/mcp$/), plainChallenge] }),
  },
  {
    name: 'initialize open to all, the tools not',
    canLogIn: true,
    start: () =>
      startLoginServer({
        rules: [
          (asked, next) =>
            asked.path === '/mcp' && /"(?:initialize|notifications\/initialized)"/.test(asked.body)
              ? openToAll(asked)
              : next(),
        ],
      }),
  },
  {
    name: 'no resource metadata, as in revision 2025-03-26',
    canLogIn: true,
    start: () => startLoginServer({ rules: [missing(/oauth-protected-resource/), plainChallenge] }),
  },
  { name: 'behind a CDN that passes everything on', canLogIn: true, start: startProxied },
  {
    name: 'a plain OpenID Connect issuer',
    isMcp: false,
    start: async () => {
      const server = await startLoginServer({
        rules: [
          missing(/^\/mcp|oauth-protected-resource/),
          missing(OAUTH_METADATA),
          answering(
            (asked) => asked.path === '/.well-known/openid-configuration',
            ({ origin }) => {
              const { code_challenge_methods_supported, registration_endpoint, ...metadata } = serverMetadata(
                origin,
                '',
              )
              return json(200, { ...metadata, ...openidFields(origin) })
            },
          ),
        ],
      })
      return { ...server, url: server.origin }
    },
  },
]

/** A reverse proxy in front of the server, with the headers that a CDN adds. */
async function startProxied(): Promise<LoginServer> {
  const behind = await startLoginServer()
  const proxy = createServer((request, response) => {
    const headers = { ...request.headers, 'x-forwarded-host': request.headers.host }
    const outgoing = requestHttp(
      behind.origin + request.url,
      { method: request.method, headers, agent: false },
      (incoming) => {
        response.writeHead(incoming.statusCode ?? 502, {
          ...incoming.headers,
          server: 'cloudflare',
          'cf-ray': '8a1b2c3d4e5f-FRA',
        })
        incoming.pipe(response)
      },
    )
    request.pipe(outgoing)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(proxy.address() as AddressInfo).port}`
  const close = async () => {
    proxy.close()
    proxy.closeAllConnections()
    await behind.close()
  }
  return { ...behind, origin, url: `${origin}/mcp`, close }
}
