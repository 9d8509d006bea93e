/** Turns the lines of a trace into observations. Readers only read; `judge-flow.ts` decides what they mean together. */
import type { Observation } from './observation.ts'
import { type LoggedRequest, readRequest, readRequestLine, readStatusLine } from './read-request.ts'
import { readStatement } from './read-statement.ts'
import type { Stage } from './stage.ts'

/** Path of a request → stage. The first row that matches wins. */
const PATHS: readonly (readonly [Stage | null, RegExp])[] = [
  // Browsers and monitors ask for it; it has nothing to do with a login.
  [null, /\/\.well-known\/(?:appspecific|security\.txt|assetlinks|apple-)|favicon|\/healthz?\b|\/metrics\b|\/robots/i],
  ['resource-metadata', /\/\.well-known\/oauth-protected-resource/],
  ['server-metadata', /\/\.well-known\/(?:oauth-authorization-server|openid-configuration)/],
  ['client-id', /\/(?:register|registration|clients-registrations|clients:register|dcr)\b(?!\.)/i],
  ['refresh', /grant_type=refresh_token/],
  [
    'token',
    /\/(?:o?auth\/?2?\/)?(?:v\d\/)?(?:o?auth2?\/)?(?:access_)?token\b|\/oauth\/access_token|\/protocol\/openid-connect\/token/i,
  ],
  ['callback', /\/(?:oauth2?\/)?(?:callback|cb|redirect|signin-oidc)\b|[?&]code=/i],
  ['authorize', /\/(?:authorize|authorization|oauth2?\/auth|protocol\/openid-connect\/auth|consent)\b/i],
  ['call', /\/(?:mcp|sse|messages?|jsonrpc|rpc)\b/i],
]

const EDGE = /cloudflare|cf-ray|cf-mitigated|akamai|incapsula|imperva|awswaf|x-vercel|waf\b|just a moment/i

/** Lines longer than this are cut; a line can be megabytes long. */
const MAX_LINE = 2_000

/** A trace with more lines than this is read up to here. */
const MAX_LINES = 20_000

/**
 * @param text redacted lines of one segment
 * @returns what they show, in order
 */
export function readObservations(text: string): readonly Observation[] {
  const observations: Observation[] = []
  let pending: string | null = null
  let line = -1
  for (let start = 0; start <= text.length && line < MAX_LINES; ) {
    line++
    const lineEnd = text.indexOf('\n', start)
    const end = lineEnd === -1 ? text.length : lineEnd
    const lineStart = start
    const content = text.slice(start, Math.min(end, start + MAX_LINE))
    start = end + 1
    const status = readStatusLine(content)
    const request = status !== null && pending !== null ? { path: pending, status } : readRequest(content)
    pending = status === null ? (readRequestLine(content) ?? pending) : null
    const observation = (request === null ? null : toObservation(request, content)) ?? readStatement(content)
    if (observation === null) continue
    observations.push({ ...observation, byEdge: EDGE.test(content), line, start: lineStart })
  }
  return observations
}

function toObservation({ path, status }: LoggedRequest, line: string) {
  const known = PATHS.find(([, pattern]) => pattern.test(path))
  const found = known?.[0] ?? null
  if (found === null) return null
  const stage = found === 'token' && /refresh/i.test(line) ? 'refresh' : found
  return { stage, status, outcome: outcomeOf(stage, status) }
}

function outcomeOf(stage: Stage, status: number): Observation['outcome'] {
  if (stage === 'call' && status === 401) return 'asked'
  // A server that offers no stream answers a GET with 405, as the transport allows.
  if (stage === 'call' && status === 405) return 'passed'
  return status >= 400 ? 'failed' : 'passed'
}
