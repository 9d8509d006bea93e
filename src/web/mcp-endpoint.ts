/** `/mcp`: the tools for assistants over streamable HTTP, each request by itself; no path of the server can be named. */
import { createMcpHandler } from '@modelcontextprotocol/server'
import type { Hono } from 'hono'
import { createMcpServer } from '../mcp/mcp-server.ts'
import { limitRate } from './rate-limit.ts'
import type { WebWorld } from './world.ts'

const CALLS_PER_MINUTE = 60
/** Bytes of one message. */
const LARGEST_MESSAGE = 10 * 1024 * 1024

export function addMcpEndpoint(app: Hono, world: WebWorld): void {
  const { fetch } = createMcpHandler(() => createMcpServer({ pack: world.pack, version: world.version }), {
    maxRequestBodySize: LARGEST_MESSAGE,
  })
  app.all('/mcp', limitRate(CALLS_PER_MINUTE, world), (c) => fetch(c.req.raw))
}
