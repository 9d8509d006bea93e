/** Turns the lines of a trace into observations. Readers only read; `judge-flow.ts` decides what they mean together. */
import type { Observation } from './observation.ts'
import type { Exchange, LineReading } from './reader.ts'
import { READERS } from './readers/readers.ts'
import { stageOfRequest } from './stage-of-request.ts'

/** Lines longer than this are cut; a line can be megabytes long. */
const MAX_LINE = 2_000

/** In a longer trace the newest observations are kept. */
const MAX_OBSERVATIONS = 10_000

/** A line without any of these shows nothing that a reader knows; most lines of a log are such. */
const HINT =
  /\b(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH)\b|HTTP\/|#Fields|^\d{4}-\d\d-\d\d[\t ]\d\d:|status|token|oauth|openid|auth|login|logged|session|connect|regist|discover|metadata|callback|state|refresh|EADDRINUSE|ready|uri:|[?&]error=|"type"|type=|completed|sent \d|initiali|credential|client|server|browser|redirect|POSTing|issuer|\bjwt|bearer|spawn |CIMD|tf_http|errorCode|appDisplayName|✓|✗|✔|✘|❌|✅|\[[+X]\]|PASS|FAIL|BROKEN|^\s*[-*•\d][^\n]{0,200}\s[1-5]\d\d/i

/** A network in front of the server names itself in its answers. */
const EDGE = /cloudflare|cf-ray|cf-mitigated|akamai|incapsula|imperva|awswaf|x-vercel|waf\b|just a moment/i

/** Lines of a request or its response after the status, as `curl -v` and HAR files show them. */
const DETAIL = /^\s{0,4}[<>]/
const NEXT_REQUEST = /^\s{0,4}>?\s?(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH) /
const MAX_DETAILS = 40
const STATUS_BELOW = /^\s{2,20}[^\n]{0,300}\b(?:status|HTTP|returned|answered)(?: code)?[=: ]{1,2}([45]\d\d)\b/i

/** Error codes of OAuth 2.0 (RFC 6749, 6750, 7591, 8628) and OpenID Connect. */
const ERROR =
  /\berror["']?\s?[:=]\s?["'\\]{0,2}(access_denied|consent_required|expired_token|insufficient_scope|interaction_required|invalid_(?:client|client_metadata|grant|redirect_uri|request|request_uri|scope|target|token)|login_required|server_error|slow_down|temporarily_unavailable|unapproved_software_statement|unauthorized_client|unsupported_(?:grant_type|response_type|token_type))\b/

/** The process of a client's log: `[2026-01-01T10:00:00Z][20412] `. */
const PROCESS = /^\[\d{4}-[^\]\n]{5,30}\]\[(\d{1,7})\]/

/** The name of a configured server: `[docs] [error]`, `MCP server "docs"`. */
const NAMED_SERVER =
  /^\S{10,40}Z?\s\[([\w .@/-]{1,60})\] \[(?:trace|debug|info|warn|warning|error)\]|\bMCP server ["'`]([\w .@/-]{1,60})["'`]/i

/**
 * @param text redacted lines of one segment, of any length
 * @returns what they show, in order
 */
export function readObservations(text: string): readonly Observation[] {
  const observations: Observation[] = []
  const readers = READERS.map((reader) => reader.begin())
  let line = -1
  let detailsUntil = -1
  for (let start = 0; start <= text.length; ) {
    line++
    const lineEnd = text.indexOf('\n', start)
    const end = lineEnd === -1 ? text.length : lineEnd
    const content = text.slice(start, Math.min(end, start + MAX_LINE))
    const position = { line, start }
    start = end + 1
    if (NEXT_REQUEST.test(content)) detailsUntil = -1
    else if (line <= detailsUntil && DETAIL.test(content)) addDetail(observations, content)
    else addStatus(observations, content, line)
    if (!HINT.test(content)) continue
    for (const read of readers) {
      const readings = read(content)
      if (readings.length === 0) continue
      observations.push(...readings.flatMap((it) => toObservation(it, content, position) ?? []))
      detailsUntil = line + MAX_DETAILS
      break
    }
    if (observations.length > MAX_OBSERVATIONS) observations.splice(0, MAX_OBSERVATIONS / 2)
  }
  return observations
}

/** The headers and bodies of a request and its response tell who answered, and why. */
function addDetail(observations: Observation[], content: string): void {
  const last = observations.at(-1)
  if (last === undefined) return
  const isEdge = last.side === null && last.outcome === 'failed' && EDGE.test(content)
  const isRefresh = last.stage === 'token' && content.includes('grant_type=refresh_token')
  observations[observations.length - 1] = {
    ...last,
    stage: isRefresh ? 'refresh' : last.stage,
    side: isEdge ? 'edge' : last.side,
    error: last.error ?? (last.outcome === 'passed' ? null : errorIn(content)),
  }
}

/** Tools that check a login print what they saw below the name of the step. */
function addStatus(observations: Observation[], content: string, line: number): void {
  const last = observations.at(-1)
  if (last === undefined || !last.isRecord || last.status !== null || last.line !== line - 1) return
  const status = last.outcome === 'failed' ? STATUS_BELOW.exec(content)?.[1] : undefined
  if (status !== undefined) observations[observations.length - 1] = { ...last, status: Number(status) }
}

function toObservation(
  reading: LineReading,
  content: string,
  position: { line: number; start: number },
): Observation | null {
  const named = NAMED_SERVER.exec(content)
  const common = {
    process: PROCESS.exec(content)?.[1] ?? null,
    vantage: reading.vantage ?? null,
    ...position,
  }
  if ('path' in reading) {
    const stage = stageOf(reading, content)
    if (stage === null) return null
    const { status, host, authorized = null, byEdge = false } = reading
    const isEdge = byEdge || (status >= 400 && status !== 401 && EDGE.test(content)) || isGatewayStatus(status)
    const outcome = isEdge ? 'failed' : outcomeOf(stage, reading)
    return {
      stage,
      // The page that shows an error is delivered with success.
      status: outcome === 'failed' && status < 400 ? null : status,
      outcome,
      side: isEdge ? 'edge' : sideOfCallback(stage, content),
      server: host ?? named?.[1] ?? named?.[2] ?? null,
      error: errorIn(content),
      authorized,
      isRecord: false,
      ...common,
    }
  }
  const error = reading.error ?? errorIn(content)
  return {
    stage: reading.stage,
    outcome: reading.outcome,
    status: reading.status ?? null,
    side: reading.side ?? (reading.outcome === 'failed' ? sideOfCallback(reading.stage, content) : null),
    server: named?.[1] ?? named?.[2] ?? null,
    error,
    authorized: null,
    isRecord: reading.isRecord ?? false,
    ...common,
  }
}

function stageOf(exchange: Exchange, content: string): Observation['stage'] | null {
  const { status, authorized, isCall } = exchange
  const isAnswered = status < 300 || status === 401 || status === 403
  const stage = stageOfRequest(exchange) ?? (isCall || (authorized === true && isAnswered) ? 'call' : null)
  return stage === 'token' && /refresh/i.test(content) ? 'refresh' : stage
}

function outcomeOf(stage: Observation['stage'], { path, status, authorized }: Exchange): Observation['outcome'] {
  if (stage === 'call' && status === 401 && authorized !== true) return 'asked'
  // A server that offers no stream answers a GET with 405, as the transport allows.
  if (stage === 'call' && status === 405) return 'passed'
  if (stage === 'callback' && /[?&]error=/.test(path)) return 'failed'
  return status >= 400 ? 'failed' : 'passed'
}

/** A callback that carries an error was refused by the server that sent the browser there, or by the person. */
function sideOfCallback(stage: Observation['stage'], content: string): Observation['side'] {
  const error = stage === 'callback' ? /[?&]error=([a-z_]+)/.exec(content)?.[1] : undefined
  if (error === undefined) return null
  return error === 'access_denied' ? 'user' : 'authorization-server'
}

/** Only a gateway sends these (RFC 9110, 15.6.3 and 15.6.5); 520 to 530 are Cloudflare's. */
function isGatewayStatus(status: number): boolean {
  return status === 502 || status === 504 || (status >= 520 && status <= 530)
}

function errorIn(content: string): string | null {
  return ERROR.exec(content)?.[1] ?? null
}
