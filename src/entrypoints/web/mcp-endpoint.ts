/** `/mcp`: the tools for assistants over streamable HTTP. Every request is independent. No local file can be read. */

import {
  createMcpHandler,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { isObject } from '../../core/json-object.ts'
import { cleanAndRedactLine } from '../../core/report/clean-and-redact.ts'
import { createMcpServer } from '../mcp/mcp-server.ts'
import { bearerOf } from './access/bearer.ts'
import { readJson } from './json-body.ts'
import { openRepository } from './open-repository.ts'
import { limitRate } from './rate-limit.ts'
import { refuse } from './refuse.ts'
import type { WebContext } from './web-deps.ts'
import type { WorkGate } from './work-gate.ts'

const CALLS_PER_MINUTE = 60
/** Maximum size of one message in bytes. */
const MAX_MESSAGE = 10 * 1024 * 1024

/** JSON-RPC error code "Invalid Request". */
const INVALID_REQUEST = -32_600

export function addMcpEndpoint(app: Hono, deps: WebContext, gate: WorkGate): void {
  const guards = [onlyOwnHosts(deps.publicHosts), limitRate(deps.callsPerMinute ?? CALLS_PER_MINUTE, deps)] as const
  app.post('/mcp', ...guards, (c) =>
    gate.admit(c, { body: MAX_MESSAGE }, async (body) => {
      const read = await readJson(body)
      if ('value' in read)
        return { response: await readCompletely(await handleMessage(c, deps, redactNames(read.value))) }
      return {
        response: c.json({ jsonrpc: '2.0', error: { code: INVALID_REQUEST, message: read.why }, id: null }, 400),
      }
    }),
  )
  // There are no sessions, so there is nothing to stream (GET) or to end (DELETE).
  app.all('/mcp', ...guards, (c) => refuse(c, 'wrong-method', { allow: 'POST' }))
}

/** The protocol's library repeats unknown names of tools, prompts and resources in its errors. */
const ECHOED = ['name', 'uri']

/** Returns the message with its names redacted; a name with a credential names nothing here. */
function redactNames(message: unknown): unknown {
  if (Array.isArray(message)) return message.map(redactNames)
  if (!isObject(message) || !isObject(message['params'])) return message
  const { ref, ...params } = message['params']
  return {
    ...message,
    params: { ...(redactEchoed(params) as object), ...(ref !== undefined && { ref: redactEchoed(ref) }) },
  }
}

function redactEchoed(value: unknown): unknown {
  if (!isObject(value)) return value
  const redacted = ECHOED.flatMap((key) => {
    const text = value[key]
    return typeof text === 'string' ? [[key, cleanAndRedactLine(text).text]] : []
  })
  return { ...value, ...Object.fromEntries(redacted) }
}

/** Nothing changes while the server runs, so there is nothing to subscribe to. */
const OPTIONS = { maxSubscriptions: 0 }

function handleMessage(c: Context, deps: WebContext, parsedBody: unknown): Promise<Response> {
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

/**
 * Blocks requests that another site's page sends through a visitor's browser. The Host header must name this server,
 * which stops DNS rebinding, and so must the Origin. Programs send no Origin and are let through.
 */
const FOREIGN_HOST = "Host not allowed. Use this machine's name (localhost), or set PUBLIC_URL on the server."
const FOREIGN_ORIGIN = 'Origin not allowed. Pages of other sites may not send requests here.'

/** @param publicHosts host names without ports that are accepted in addition to localhost */
function onlyOwnHosts(publicHosts: readonly string[]): MiddlewareHandler {
  const hosts = [...localhostAllowedHostnames(), ...publicHosts]
  const origins = [...localhostAllowedOrigins(), ...publicHosts]
  return async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host
    const refused = !validateHostHeader(host, hosts).ok
      ? FOREIGN_HOST
      : !validateOriginHeader(c.req.header('origin'), origins).ok && FOREIGN_ORIGIN
    if (refused === false) return next()
    return c.json({ jsonrpc: '2.0', error: { code: -32_000, message: refused }, id: null }, 403)
  }
}
