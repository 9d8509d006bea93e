/** Turns what a reader read from a line into an observation: stage, outcome, side and error code. */
import { isEdgeAnswer } from './edge-signs.ts'
import { isRedirect, type Observation } from './observation.ts'
import type { Exchange, LineReading } from './reader.ts'
import { isApi, isRefusedCall, showsRefusal, stageOfRequest } from './stage-of-request.ts'

/** Error codes of OAuth 2.0 (RFC 6749, 6750, 7591, 8628) and OpenID Connect. */
const ERROR =
  /\b(?:error|errorCode|error_code)["'\\]{0,2}\s?[:=]\s?["'\\]{0,2}(access_denied|consent_required|expired_token|insufficient_scope|interaction_required|invalid_(?:client|client_metadata|grant|redirect_uri|request|request_uri|scope|target|token)|login_required|server_error|slow_down|temporarily_unavailable|unapproved_software_statement|unauthorized_client|unsupported_(?:grant_type|response_type|token_type))\b/

/** The same as names of classes, as SDKs throw them: `InvalidClientError`. */
const ERROR_CLASS =
  /\b(Invalid(?:Client|ClientMetadata|Grant|Scope|Token|Request|Target)|UnauthorizedClient|AccessDenied|InsufficientScope)(?:Error|Exception)\b/

/** The process of a client's log: `[2026-01-01T10:00:00Z][20412] `. */
const PROCESS = /^\[\d{4}-[^\]\n]{5,30}\]\[(\d{1,7})\]/

/** The same on the line of the request, as people write it: `200, but text/html`; or a document that names no server. */
const NO_USE = /\btext\/html\b|\bHTML\b|"authorization_servers"\s?:\s?\[\s?\]/

/** Whether metadata was asked for and sent. */
export function isDocument({ stage, status }: Pick<Observation, 'stage' | 'status'>): boolean {
  return status === 200 && (stage === 'resource-metadata' || stage === 'server-metadata')
}

/** @returns null if the line says nothing of a login */
export function toObservation(
  reading: LineReading,
  content: string,
  position: Pick<Observation, 'name' | 'line' | 'start'>,
): Observation | null {
  const common = {
    process: PROCESS.exec(content)?.[1] ?? null,
    vantage: reading.vantage ?? null,
    ...position,
  }
  if ('path' in reading) {
    const named = namesCaller(reading, content) ? { ...reading, authorized: true } : reading
    const stage = stageOf(named, content)
    if (stage === null) return null
    // A server that offers no stream answers a GET with 405, as the transport allows: it says nothing of a login.
    if (stage === 'call' && reading.status === 405) return null
    const { status, host, path, byEdge = false } = reading
    const authorized = named.authorized ?? (PRESENTED.test(content) ? true : null)
    const isEdge = byEdge || isEdgeAnswer(status, content)
    const isRefused = stage === 'call' && !isEdge && isRefusedCall(reading)
    const outcome =
      isEdge || (isDocument({ stage, status }) && NO_USE.test(content))
        ? 'failed'
        : outcomeOf(stage, { ...reading, authorized: authorized === true }, content)
    return {
      stage: isRefused ? 'first-request' : stage,
      // The page that shows an error is delivered with success.
      status: outcome === 'failed' && status < 400 ? null : status,
      outcome,
      side: isEdge ? 'edge' : sideOfRefusal(stage, content),
      server: host ?? null,
      url: host === undefined || host === null ? null : urlOf(host, path, content),
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
    server: null,
    url: null,
    error,
    authorized: null,
    isRecord: reading.isRecord ?? false,
    ...common,
  }
}

/** The log of an API names who called: it has accepted a token, unless it refuses the caller by that name. */
const CALLER =
  /(?:^|[\s,{"'(])(?:user|user_?name|user_?id|sub|subject|principal)["']?\s?[:=]\s?(?:\{\s?"username"\s?:\s?)?["']?(?!(?:anonymous|guest|null|none|nil|undefined|unknown|system:anonymous)\b)[a-z0-9][\w@:.|-]{1,80}/i

/** The third field of an access log in the common format is the user that the server has authenticated. */
const AUTH_USER = /^\S{1,60} \S{1,40} (?!-)[\w@.-]{1,80} \[\d\d\/[A-Z][a-z]{2}\/\d{4}:/

function namesCaller({ authorized, path, status }: Exchange, content: string): boolean {
  if (authorized !== undefined || status === 401) return false
  return (isApi(path) && CALLER.test(content)) || AUTH_USER.test(content)
}

/** Of a path, in characters. */
const MAX_PATH = 200

/** Readers give the host alone; a log that names no scheme is about https, unless the host is this machine. */
function urlOf(host: string, path: string, content: string): string {
  const at = indexOfHost(content.toLowerCase(), host)
  const isPlain = at === -1 ? LOOPBACK.test(host) : content.slice(0, at).endsWith('http:')
  const port = at === -1 ? '' : (/^:\d{1,5}/.exec(content.slice(at + 2 + host.length))?.[0] ?? '')
  return `${isPlain ? 'http' : 'https'}://${host}${port}${path.slice(0, MAX_PATH).replace(/[?#].*/, '')}`
}

/** @returns where the line names this host with a scheme, and not one that begins alike; -1 if nowhere */
function indexOfHost(line: string, host: string): number {
  const isWhole = (at: number) => !/[\w.-]/.test(line.charAt(at + 2 + host.length))
  let at = line.indexOf(`//${host}`)
  while (at !== -1 && !isWhole(at)) at = line.indexOf(`//${host}`, at + 1)
  return at
}

const LOOPBACK = /^(?:localhost|127\.[\d.]+|\[::1\])$/

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

export function errorIn(content: string): string | null {
  const code = ERROR.exec(content)?.[1]
  if (code !== undefined) return code
  const name = ERROR_CLASS.exec(content)?.[1]
  return name === undefined ? null : name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
}
