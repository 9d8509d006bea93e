/**
 * Blocks requests that another site's page sends through a visitor's browser. The Host header must be ours, which stops
 * DNS rebinding, and so must the Origin. Programs send no Origin and pass.
 */
import {
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server'
import type { MiddlewareHandler } from 'hono'

const FOREIGN_HOST = "Host not allowed. Use this machine's name (localhost), or set PUBLIC_URL on the server."
const FOREIGN_ORIGIN = 'Origin not allowed. Pages of other sites may not send requests here.'

/** @param publicHosts host names without ports that are accepted besides localhost */
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
