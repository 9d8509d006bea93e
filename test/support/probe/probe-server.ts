/** Probes a local server over the real network, with a browser that follows redirects by itself. */
import { randomBytes } from 'node:crypto'
import { reachOfTyped } from '../../../src/adapters/probe/reach.ts'
import { createSend } from '../../../src/adapters/probe/send.ts'
import type { ProbeResult, ProbeTarget } from '../../../src/core/probe/probe.ts'
import { walkLogin } from '../../../src/core/probe/walk.ts'

export interface ProbeOptions {
  readonly target?: Partial<ProbeTarget>
  readonly login?: boolean
  readonly browser?: ((authorizeUrl: URL) => string) | undefined
}

const AT = '2026-11-29T12:00:00.000Z'

export function probeServer(
  url: string,
  { target = {}, login = false, browser }: ProbeOptions = {},
): Promise<ProbeResult> {
  const send = createSend({ mayConnect: reachOfTyped(new URL(url), ['127.0.0.1']), userAgent: 'auth-triage/test' })
  const authorize = async (authorizeUrl: string) =>
    browser === undefined ? visit(authorizeUrl) : browser(new URL(authorizeUrl))
  const deps = {
    send,
    randomText: () => randomBytes(32).toString('base64url'),
    ...(login && { login: { redirectUri: 'http://127.0.0.1:9/callback', authorize } }),
  }
  const full = { url, client: null, clientId: null, register: login, ...target }
  return walkLogin(full, deps, { tool: 'auth-triage test', at: AT })
}

/** The server logs the user in without a question and sends the browser back. */
async function visit(url: string): Promise<string | null> {
  const response = await fetch(url, { redirect: 'manual' })
  return response.headers.get('location')
}
