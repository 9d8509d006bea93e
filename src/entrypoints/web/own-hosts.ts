/**
 * Keeps pages of others from asking through a browser: a name of theirs that leads to this machine (DNS rebinding) is no host
 * of ours, and a page that is not ours is told by its origin. Programs send no origin, and are let through.
 */
import {
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server'
import type { MiddlewareHandler } from 'hono'

const FOREIGN_HOST =
  'This is asked for under the names of this machine, or under PUBLIC_URL, which the operator of the server sets.'
const FOREIGN_ORIGIN = 'Pages of other sites may not ask here.'

/** @param publicHosts names without ports, besides those of this machine */
export function onlyOwnHosts(publicHosts: readonly string[]): MiddlewareHandler {
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
