import { describe, expect, test } from 'vitest'
import { readShippedClients } from '../../../src/adapters/config/shipped-clients.ts'
import { readClientFacts } from '../../../src/core/probe/client-facts.ts'
import { openMcp } from '../../../src/core/probe/mcp-request.ts'
import type { ProbeRequest, ProbeResponse, ProbeTarget } from '../../../src/core/probe/probe.ts'
import { USER_AGENTS } from '../../../src/core/probe/user-agents.ts'
import { walkLogin } from '../../../src/core/probe/walk.ts'
import {
  answering,
  html,
  json,
  type LoginServer,
  openToAll,
  type Rule,
  serverMetadata,
  startLoginServer,
} from '../../support/probe/login-server.ts'
import { probeServer } from '../../support/probe/probe-server.ts'

async function withServer<T>(rules: readonly Rule[], use: (server: LoginServer) => Promise<T>): Promise<T> {
  const server = await startLoginServer({ rules })
  try {
    return await use(server)
  } finally {
    await server.close()
  }
}

const from = (agent: string) => (asked: { headers: Readonly<Record<string, string>> }) =>
  asked.headers['user-agent'] === USER_AGENTS[agent]

describe('the user-agent matrix', () => {
  test('does not call a status that differs once a rule', async () => {
    let left = 1
    const once: Rule = (asked, next) => (from('curl')(asked) && left-- > 0 ? html(403, 'busy') : next())
    expect((await withServer([once], ({ url }) => probeServer(url))).broken).toBe(null)
  })

  test('does not call a rate limit a rule', async () => {
    const limit = answering(from('curl'), json(429, {}))
    expect((await withServer([limit], ({ url }) => probeServer(url))).broken).toBe(null)
  })

  test('concerns a client only if its own programs are blocked', async () => {
    const client = readClientFacts(await readShippedClients()).get('claude-ai') ?? null
    const blocked = (agent: string) =>
      withServer([answering(from(agent), html(403, 'Forbidden'))], ({ url }) =>
        probeServer(url, { target: { client } }),
      )
    expect((await blocked('ChatGPT-User')).broken).toBe(null)
    expect((await blocked('Claude-User')).broken).toMatchObject({ stage: 'challenge', side: 'edge' })
  })

  test('shows the statuses of the request that is answered differently', async () => {
    const rule = answering((asked) => from('node')(asked) && asked.path === '/token', html(403, 'Forbidden'))
    const { userAgents } = await withServer([rule], ({ url }) => probeServer(url))
    expect(userAgents.find(({ agent }) => agent === 'node')).toEqual({ agent: 'node', status: 403 })
    expect(userAgents.find(({ agent }) => agent === 'curl')).toEqual({ agent: 'curl', status: 400 })
  })
})

describe('a redirect of the first request', () => {
  const moved = (location: string) => answering(({ path }) => path === '/old', { status: 308, headers: { location } })

  test('is followed on the same host if it keeps the method', async () => {
    const result = await withServer([moved('/mcp')], ({ origin }) => probeServer(`${origin}/old`))
    expect(result.broken).toBe(null)
  })

  test('is not followed to another host', async () => {
    const result = await withServer([moved('http://127.0.0.1:1/mcp')], ({ origin }) => probeServer(`${origin}/old`))
    expect(result.broken).toMatchObject({ stage: 'challenge', fault: 'wrong-challenge' })
  })
})

test('a redirect from https to http is not followed, since the request may carry a token', async () => {
  const asked: string[] = []
  const send = async ({ url }: ProbeRequest): Promise<ProbeResponse> => {
    asked.push(url)
    return { url, status: 308, headers: { location: url.replace('https:', 'http:') }, body: '' }
  }
  await openMcp('https://mcp.example.com/mcp', 'token', send)
  expect(asked).toEqual(['https://mcp.example.com/mcp'])
})

describe('a server that knows only revisions without `initialize`', () => {
  test('needs no login if it answers without a token', async () => {
    const open: Rule = (asked, next) => (asked.path === '/mcp' ? openToAll(asked, true) : next())
    const { broken, loginNeeded } = await withServer([open], ({ url }) => probeServer(url))
    expect({ broken, loginNeeded }).toEqual({ broken: null, loginNeeded: false })
  })

  test('is walked through with a login up to the list of its tools', async () => {
    const server = await startLoginServer({ onlyNewer: true })
    try {
      const { broken, stages } = await probeServer(server.url, { login: true })
      expect(broken, JSON.stringify(stages.at(-1))).toBe(null)
      expect(stages.at(-1)).toMatchObject({ stage: 'call', status: 200 })
    } finally {
      await server.close()
    }
  })
})

describe('a server with the older transport, which opens with a stream', () => {
  const stream = {
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: 'event: endpoint\ndata: /m\n\n',
  }
  const older =
    (needsToken: boolean): Rule =>
    async (asked, next) => {
      if (asked.path !== '/mcp') return next()
      if (asked.method === 'POST') return { status: 405 }
      return needsToken && asked.headers['authorization'] === undefined ? json(401, {}) : stream
    }

  test('needs no login if it opens without a token', async () => {
    const { broken, loginNeeded } = await withServer([older(false)], ({ url }) => probeServer(url))
    expect({ broken, loginNeeded }).toEqual({ broken: null, loginNeeded: false })
  })

  test('is walked through with a login up to its stream', async () => {
    const { broken, stages } = await withServer([older(true)], ({ url }) => probeServer(url, { login: true }))
    expect(broken).toBe(null)
    expect(stages.map(({ stage }) => stage)).toContain('first-request')
  })
})

test('the walk stops at the first broken stage', async () => {
  const broken = answering(({ path }) => path.includes('oauth-authorization-server'), html(404, ''))
  const { stages } = await withServer([broken], ({ url }) => probeServer(url))
  expect(stages.map(({ stage }) => stage)).toEqual(['challenge', 'resource-metadata', 'server-metadata'])
})

test('a probe without a login sends no code, token or registration that a server could use', async () => {
  const bodies: string[] = []
  const record: Rule = (asked, next) => {
    if (asked.path === '/register' || asked.path === '/token') bodies.push(asked.body)
    return next()
  }
  await withServer([record], ({ url }) => probeServer(url))
  expect(bodies.length).toBeGreaterThan(1)
  for (const body of bodies.filter((it) => it.startsWith('{'))) expect(() => JSON.parse(body)).toThrow()
  for (const body of bodies.filter((it) => !it.startsWith('{'))) expect(body).toContain('code=auth-triage-probe')
})

describe('a server that works, for a client that cannot use it', () => {
  const probe = async (url: string, id: string) => {
    const client = readClientFacts(await readShippedClients()).get(id) ?? null
    const target: ProbeTarget = { url, client, clientId: null, register: false }
    const deps = { send: async (request: ProbeRequest) => good(request), randomText: () => 'x'.repeat(43) }
    return walkLogin(target, deps, { tool: 'auth-triage test', at: '2026-11-29T12:00:00.000Z' })
  }

  test.each([
    ['https://mcp.example.com:8443/mcp', 'port 443'],
    ['http://mcp.example.com/mcp', 'an https URL'],
  ])('%s is broken on the side of the client', async (url, need) => {
    const { broken, needs } = await probe(url, 'claude-ai')
    expect(broken).toMatchObject({ stage: 'challenge', side: 'client', fault: 'wrong-port' })
    expect(broken?.detail).toContain(need)
    expect(needs.some(({ met }) => met === false)).toBe(true)
  })

  test('is fine for a client without such a need', async () => {
    expect((await probe('https://mcp.example.com:8443/mcp', 'claude-code')).broken).toBe(null)
    expect((await probe('https://mcp.example.com/mcp', 'claude-ai')).broken).toBe(null)
  })
})

/** Answers like a server that works, whatever its URL. */
function good({ url, body = '' }: ProbeRequest): ProbeResponse {
  const { origin, pathname } = new URL(url)
  const reply = (status: number, value: unknown): ProbeResponse => ({
    url,
    status,
    headers: {},
    body: JSON.stringify(value),
  })
  if (pathname.includes('oauth-protected-resource')) {
    return reply(200, { resource: `${origin}/mcp`, authorization_servers: ['https://as.example.com'] })
  }
  if (pathname.includes('oauth-authorization-server')) return reply(200, serverMetadata(origin, ''))
  if (pathname === '/token' || body.startsWith('{"redirect')) return reply(400, { error: 'invalid_grant' })
  return pathname === '/authorize' ? reply(400, 'Unknown client_id') : reply(401, {})
}
