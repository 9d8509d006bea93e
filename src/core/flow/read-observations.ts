/** Turns the lines of a trace into observations. Readers only read; `judge-flow.ts` decides what they mean together. */
import { isRedirect, type Observation } from './observation.ts'
import type { Exchange, LineReading } from './reader.ts'
import { fieldRequests } from './readers/field-requests.ts'
import { oneLineRequests } from './readers/one-line-requests.ts'
import { READERS } from './readers/readers.ts'
import { showsRefusal, stageOfRequest } from './stage-of-request.ts'

/** Lines longer than this are cut; a line can be megabytes long. */
const MAX_LINE = 2_000

/** In a longer trace the newest observations are kept. */
const MAX_OBSERVATIONS = 10_000

/** A line without any of these shows nothing that a reader knows; most lines of a log are such. */
const HINT =
  /\b(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH)\b|HTTP\/|#Fields|^\d{4}-\d\d-\d\d[\t ]\d\d:|status|token|oauth|openid|auth|login|logged|session|connect|regist|discover|metadata|callback|state|refresh|EADDRINUSE|ready|uri:|[?&]error=|"type"|type=|completed|sent \d|initiali|credential|client|server|browser|redirect|POSTing|issuer|\bjwt|bearer|spawn |CIMD|tf_http|TCP_|tcp|scheme|nonce|Rpc|rpc|-{2,}>|<-{2,}|Alert|cancel|Intent|blocked|errorCode|appDisplayName|\bURL\b|✓|✗|✔|✘|❌|✅|\[[+X]\]|PASS|FAIL|BROKEN|^\s*[-*•\d][^\n]{0,200}\s[1-5]\d\d/i

/** A network in front of the server names itself in its answers. */
const EDGE = /cloudflare|cf-ray|cf-mitigated|akamai|incapsula|imperva|awswaf|x-vercel|waf\b|just a moment|bigip/i

/** Statuses by which it refuses; with another one it has only passed on the server's answer. */
const REFUSALS: ReadonlySet<number> = new Set([403, 406, 429, 503])

/**
 * Lines of a request or its response after the status, as `curl -v` and HAR files show them. A line that begins with a
 * log level is a new line of the log.
 */
export const DETAIL =
  /^\s{0,4}[<>]|^\s{0,12}(?!(?:trace|debug|info|notice|warn|warning|fatal|critical):)[a-z][\w-]{1,40}:\s{1,10}\S/i
const NEXT_REQUEST = /^\s{0,4}>?\s?(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH) /
export const MAX_DETAILS = 40
const STATUS_BELOW = /^\s{2,20}[^\n]{0,300}\b(?:status|HTTP|returned|answered)(?: code)?[=: ]{1,2}([45]\d\d)\b/i

/** Error codes of OAuth 2.0 (RFC 6749, 6750, 7591, 8628) and OpenID Connect. */
const ERROR =
  /\b(?:error|errorCode|error_code)["'\\]{0,2}\s?[:=]\s?["'\\]{0,2}(access_denied|consent_required|expired_token|insufficient_scope|interaction_required|invalid_(?:client|client_metadata|grant|redirect_uri|request|request_uri|scope|target|token)|login_required|server_error|slow_down|temporarily_unavailable|unapproved_software_statement|unauthorized_client|unsupported_(?:grant_type|response_type|token_type))\b/

/** The same as names of classes, as SDKs throw them: `InvalidClientError`. */
const ERROR_CLASS =
  /\b(Invalid(?:Client|ClientMetadata|Grant|Scope|Token|Request|Target)|UnauthorizedClient|AccessDenied|InsufficientScope)(?:Error|Exception)\b/

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
    addContent(observations, content, line)
    if (NEXT_REQUEST.test(content)) detailsUntil = -1
    else if (line <= detailsUntil && DETAIL.test(content)) addDetail(observations, content)
    addStatus(observations, content, line)
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

/** Readers of requests on one line. */
const REQUESTS = [oneLineRequests, fieldRequests]

/** Whether a line shows a request with its status, of a login or of anything else. */
export function showsRequest(line: string): boolean {
  const content = line.slice(0, MAX_LINE)
  return REQUESTS.some((reader) => reader.begin()(content).length > 0)
}

/** The headers and bodies of a request and its response tell who answered, and why. */
function addDetail(observations: Observation[], content: string): void {
  const last = observations.at(-1)
  if (last === undefined) return
  const isSentAway = isRedirect(last.status) && GATEWAY_LOGIN.test(content)
  const isEdge = isSentAway || (isRefusal(last) && EDGE.test(content))
  const isRefresh = last.stage === 'token' && content.includes('grant_type=refresh_token')
  observations[observations.length - 1] = {
    ...last,
    stage: isRefresh ? 'refresh' : last.stage,
    side: isEdge ? 'edge' : last.side,
    outcome: isSentAway ? 'failed' : last.outcome,
    error: last.error ?? (last.outcome === 'passed' ? null : errorIn(content)),
  }
}

function isRefusal({ side, outcome, status }: Observation): boolean {
  return side === null && outcome === 'failed' && status !== null && (REFUSALS.has(status) || isGatewayStatus(status))
}

/** A page or a broken document in place of metadata: whatever the status says, nobody can use it. */
const NO_DOCUMENT =
  /^\s{0,12}(?:<\s?)?content-type:\s{1,10}text\/html|<!doctype html|<html\b|unexpected end of JSON|expected value at line 1 column 1|Unexpected token '?</i

/** In lines. */
const MAX_CONTENT = 12

/** The lines below a successful response can show that it is not the document. */
function addContent(observations: Observation[], content: string, line: number): void {
  const last = observations.at(-1)
  if (last === undefined || last.line === line || line - last.line > MAX_CONTENT) return
  if (last.outcome === 'passed' && isDocument(last) && NO_DOCUMENT.test(content))
    observations[observations.length - 1] = { ...last, outcome: 'failed' }
}

/** The same on the line of the request, as people write it: `200, but text/html`; or a document that names no server. */
const NO_USE = /\btext\/html\b|\bHTML\b|"authorization_servers"\s?:\s?\[\s?\]/

/** Whether metadata was asked for and sent. */
function isDocument({ stage, status }: Pick<Observation, 'stage' | 'status'>): boolean {
  return status === 200 && (stage === 'resource-metadata' || stage === 'server-metadata')
}

/** A sign-in page of a gateway, which redirects every request without its cookie. */
const GATEWAY_LOGIN =
  /^\s{0,12}(?:<\s?)?location: \S{0,300}(?:cloudflareaccess\.com|\/cdn-cgi\/access|\/oauth2\/start|\/outpost\.goauthentik)/i

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
    // A server that offers no stream answers a GET with 405, as the transport allows: it says nothing of a login.
    if (stage === 'call' && reading.status === 405) return null
    const { status, host, byEdge = false } = reading
    const authorized = reading.authorized ?? (PRESENTED.test(content) ? true : null)
    const isEdge = byEdge || (status >= 400 && status !== 401 && EDGE.test(content)) || isGatewayStatus(status)
    const outcome =
      isEdge || (isDocument({ stage, status }) && NO_USE.test(content))
        ? 'failed'
        : outcomeOf(stage, { ...reading, authorized: authorized === true }, content)
    return {
      stage,
      // The page that shows an error is delivered with success.
      status: outcome === 'failed' && status < 400 ? null : status,
      outcome,
      side: isEdge ? 'edge' : sideOfRefusal(stage, content),
      server: host ?? named?.[1] ?? named?.[2] ?? null,
      error: errorIn(content),
      authorized,
      isRecord: false,
      ...common,
    }
  }
  const error = reading.error ?? errorIn(content)
  const stage = ofGrant(reading.stage, content)
  if (stage === null) return null
  return {
    stage,
    outcome: reading.outcome,
    status: reading.status ?? null,
    side: reading.side ?? (reading.outcome === 'failed' ? sideOfRefusal(reading.stage, content) : null),
    server: named?.[1] ?? named?.[2] ?? null,
    error,
    authorized: null,
    isRecord: reading.isRecord ?? false,
    ...common,
  }
}

/** The answer to any token request may hold a `refresh_token`, so the name alone says nothing. */
const REFRESH = /grant[\w ]{0,8}["']?\s?[:=]\s?["']?refresh|\(refresh|\brefresh(?:ing|ed|es)?\b(?!_token)/i

/** A program's own login, which has no person in it and no stage before it. */
const MACHINE = /\bclient_credentials\b/

/** The kind of grant that a line names decides about a request for a token; null for a program's own login. */
function ofGrant(stage: Observation['stage'], content: string): Observation['stage'] | null {
  if (stage !== 'token') return stage
  if (REFRESH.test(content)) return 'refresh'
  return MACHINE.test(content) ? null : stage
}

function stageOf(exchange: Exchange, content: string): Observation['stage'] | null {
  const { status, authorized, isCall } = exchange
  const isAnswered = status < 300 || status === 401 || status === 403
  const stage = stageOfRequest(exchange) ?? (isCall || (authorized === true && isAnswered) ? 'call' : null)
  return stage === null ? null : ofGrant(stage, content)
}

function outcomeOf(
  stage: Observation['stage'],
  { path, status, authorized }: Exchange,
  content: string,
): Observation['outcome'] {
  if (stage === 'call' && status === 401 && NO_CHALLENGE.test(content)) return 'failed'
  if (stage === 'call' && status === 401 && authorized !== true) return 'asked'
  if (stage === 'call' && isRedirect(status)) return 'asked'
  if (showsRefusal(path)) return 'failed'
  // The browser is sent back with the error, so the status alone says nothing.
  if (stage === 'authorize' && errorIn(content) !== null) return 'failed'
  return status >= 400 ? 'failed' : 'passed'
}

/** What is wrong with a token can only be said of one that was sent. */
const PRESENTED = /\binvalid_token\b[^\n]{0,80}\b(?:aud|audience|expired|signature|issuer|kid|revoked|token type)\b/i

/** A refusal that does not say where to log in (RFC 9728, section 5.1). */
const NO_CHALLENGE = /www[_-]?authenticate["']?\s?[:=]\s?(?:null\b|none\b|""|'')/i

/** An authorization was refused by the server, or by the person. */
function sideOfRefusal(stage: Observation['stage'], content: string): Observation['side'] {
  const error = stage === 'authorize' ? /(?:[?&]|^)error=([a-z_]+)/.exec(content)?.[1] : undefined
  if (error === undefined) return null
  return error === 'access_denied' ? 'user' : 'authorization-server'
}

/** Only a gateway sends these (RFC 9110, 15.6.3 and 15.6.5); 520 to 530 are Cloudflare's. */
function isGatewayStatus(status: number): boolean {
  return status === 502 || status === 504 || (status >= 520 && status <= 530)
}

function errorIn(content: string): string | null {
  const code = ERROR.exec(content)?.[1]
  if (code !== undefined) return code
  const name = ERROR_CLASS.exec(content)?.[1]
  return name === undefined ? null : name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
}
