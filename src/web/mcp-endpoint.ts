/** `/mcp`: the tools for assistants over streamable HTTP, each request by itself; no path of the server can be named. */
import { createMcpHandler } from '@modelcontextprotocol/server'
import type { Hono } from 'hono'
import type { RepositoryRef } from '../issue-ref.ts'
import { createMcpServer } from '../mcp/mcp-server.ts'
import { bearerOf } from './access/bearer.ts'
import { openRepository } from './open-repository.ts'
import { limitRate } from './rate-limit.ts'
import type { WebWorld } from './world.ts'

const CALLS_PER_MINUTE = 60
/** Bytes of one message. */
const LARGEST_MESSAGE = 10 * 1024 * 1024

export function addMcpEndpoint(app: Hono, world: WebWorld): void {
  const { pack, analysis, version, site, repositories } = world
  app.all('/mcp', limitRate(CALLS_PER_MINUTE, world), (c) => {
    const token = bearerOf(c)
    const reports = (repository: RepositoryRef) => openRepository(repository, { ...world, token })
    const server = () =>
      createMcpServer({ pack, analysis, version, site, ...(repositories !== undefined && { reports }) })
    return createMcpHandler(server, { maxRequestBodySize: LARGEST_MESSAGE }).fetch(c.req.raw)
  })
}
