/** `/mcp`: the tools for assistants over streamable HTTP. Every request is independent. No local file can be read. */
import { createMcpHandler } from '@modelcontextprotocol/server'
import type { Context, Hono } from 'hono'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { createMcpServer } from '../mcp/mcp-server.ts'
import { bearerOf } from './access/bearer.ts'
import { readJson } from './json-body.ts'
import { openRepository } from './open-repository.ts'
import { onlyOwnHosts } from './own-hosts.ts'
import { limitRate } from './rate-limit.ts'
import { refuse } from './refuse.ts'
import type { WebDeps } from './web-deps.ts'
import type { WorkGate } from './work-gate.ts'

const CALLS_PER_MINUTE = 60
/** Bytes of one message. */
const MAX_MESSAGE = 10 * 1024 * 1024

/** JSON-RPC error code "Invalid Request". */
const INVALID_REQUEST = -32_600

export function addMcpEndpoint(app: Hono, deps: WebDeps, gate: WorkGate): void {
  const guards = [onlyOwnHosts(deps.publicHosts), limitRate(CALLS_PER_MINUTE, deps)] as const
  app.post('/mcp', ...guards, (c) =>
    gate.admit(c, { body: MAX_MESSAGE }, async (body) => {
      const read = await readJson(body)
      if ('value' in read) return { response: await readCompletely(await handleMessage(c, deps, read.value)) }
      return {
        response: c.json({ jsonrpc: '2.0', error: { code: INVALID_REQUEST, message: read.why }, id: null }, 400),
      }
    }),
  )
  // There is no session between two requests, so there is nothing to stream (GET) or to end (DELETE).
  app.all('/mcp', ...guards, (c) => refuse(c, 'wrong-method', { allow: 'POST' }))
}

/** Nothing changes while the server runs, so there is nothing to subscribe to. */
const OPTIONS = { maxSubscriptions: 0 }

function handleMessage(c: Context, deps: WebDeps, parsedBody: unknown): Promise<Response> {
  const { pack, analysis, version, site, repositories } = deps
  const token = bearerOf(c)
  const reports = (repository: RepositoryRef) => openRepository(repository, { ...deps, token })
  const server = () =>
    createMcpServer({ pack, analysis, version, site, ...(repositories !== undefined && { reports }) })
  const { headers } = c.req.raw
  return createMcpHandler(server, OPTIONS).fetch(new Request(c.req.url, { method: 'POST', headers }), { parsedBody })
}

/** Waits for the complete response: the gate's slot must be held until the work is done. */
async function readCompletely(response: Response): Promise<Response> {
  const { status, headers } = response
  return new Response(await response.arrayBuffer(), { status, headers })
}
