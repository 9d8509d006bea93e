/** Turns the lines of a trace into observations. Readers only read; `judge-flow.ts` decides what they mean together. */
import { EDGE, isGatewayStatus } from './edge-signs.ts'
import { isNoEvent } from './names-of-failures.ts'
import { isRedirect, type Observation } from './observation.ts'
import type { LineReading, ReadLine } from './reader.ts'
import { fieldRequests } from './readers/field-requests.ts'
import { oneLineRequests } from './readers/one-line-requests.ts'
import { READERS } from './readers/readers.ts'
import { REASON } from './readers/request-target.ts'
import { ServerNames } from './server-names.ts'
import { errorIn, isDocument, toObservation } from './to-observation.ts'
import { linesInTime, MAX_LINE } from './trace-lines.ts'

/** In a longer trace the newest observations are kept. */
const MAX_OBSERVATIONS = 10_000

/** A line without any of these shows nothing that a reader knows; most lines of a log are such. */
const HINT =
  /\b(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH)\b|HTTP\/|https?:\/\/|\bur[il]\b|requrl|\bpath\b|^>?\s?host: |#Fields|^\d{4}-\d\d-\d\d[\t ]\d\d:|status|token|oauth|openid|auth|login|logged|session|connect|regist|discover|metadata|callback|state|refresh|EADDRINUSE|ready|uri:|[?&]error=|"type"|type=|completed|sent \d|initiali|credential|client|server|browser|redirect|POSTing|issuer|\bjwt|bearer|spawn |CIMD|tf_http|TCP_|tcp|scheme|nonce|Rpc|rpc|-{2,}>|<-{2,}|Alert|cancel|Intent|blocked|errorCode|appDisplayName|\bURL\b|✓|✗|✔|✘|❌|✅|\[[+X]\]|PASS|FAIL|BROKEN|headers after|AADSTS|IDX\d|JWKS|Canceled|popup|"error"|"code"\s?:|PKIX|certificate|ECONN|ENOTFOUND|no such host|UnknownHost|Abort\.|AUTHENTIC|XOAUTH|\b(?:NO|OK|BAD) |[-+](?:ERR|OK)\b|\b(?:235|53\d)[ -]|\] [1-5]\d\d [A-Z]|^\s*[-*•\d][^\n]{0,200}\s[1-5]\d\d/i
/** A status alone, or with its reason phrase, answers a request on an earlier line. */
const ANSWER = new RegExp(`\\b[1-5]\\d\\d\\)? (?:${REASON})\\b|^\\s{0,8}[1-5]\\d\\d\\s{0,4}$`)

/** Statuses by which a network refuses; with another one it has only passed on the server's answer. */
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

/**
 * @param text redacted lines of one segment, of any length
 * @returns what they show, in the order of time
 */
export function readObservations(text: string): readonly Observation[] {
  const observations: Observation[] = []
  const names = new ServerNames()
  const readers = READERS.map((reader) => reader.begin())
  let at = -1
  let shownAt = 0
  let detailsUntil = -1
  let causeUntil = -1
  for (const { content: written, ...position } of linesInTime(text)) {
    at++
    const content = unescaped(written)
    const name = names.read(content)
    addContent(observations, content, at - shownAt)
    if (NEXT_REQUEST.test(content)) detailsUntil = -1
    else if (at <= detailsUntil && DETAIL.test(content)) addDetail(observations, content)
    addStatus(observations, content, at - shownAt)
    if (CAUSE.test(content) && isWrapper(observations.at(-1), at - shownAt)) causeUntil = at + MAX_CAUSE
    if ((!HINT.test(content) && !ANSWER.test(content)) || isNoEvent(content)) continue
    const readings = readWith(readers, content)
    if (readings.length > 0) {
      const shown = readings.flatMap((it) => toObservation(it, content, { name, ...position }) ?? [])
      if (at <= causeUntil && shown.some(({ outcome }) => outcome === 'failed')) observations.pop()
      observations.push(...shown)
      if (shown.length > 0) {
        shownAt = at
        causeUntil = -1
      }
      detailsUntil = at + MAX_DETAILS
    }
    if (observations.length > MAX_OBSERVATIONS) observations.splice(0, MAX_OBSERVATIONS / 2)
  }
  return observations.map((it) => (it.name === null || names.has(it.name) ? it : { ...it, name: null }))
}

/**
 * @returns what the first reader that knows the line reads. The readers after it miss the line, unless it only says that
 *   a step begins: that is part of a request whose answer is still to come.
 */
function readWith(readers: readonly ReadLine[], line: string): readonly LineReading[] {
  let begun: readonly LineReading[] = []
  for (const [index, read] of readers.entries()) {
    const readings = read(line)
    if (readings.length === 0) continue
    if (!readings.every(isBeginning)) {
      for (const later of readers.slice(index + 1)) later.miss?.()
      return readings
    }
    if (begun.length === 0) begun = readings
  }
  return begun
}

function isBeginning(reading: LineReading): boolean {
  return 'outcome' in reading && reading.outcome === 'asked'
}

/** The chain of an error: what it wraps says where the login broke. */
const CAUSE = /^\s{0,8}Caused by:/

/** In lines: the frames of a stack between an error and its cause, and the lines of the cause. */
const MAX_FRAMES = 60
const MAX_CAUSE = 4

function isWrapper(last: Observation | undefined, distance: number): boolean {
  return last?.outcome === 'failed' && last.status === null && !last.isRecord && distance <= MAX_FRAMES
}

/** A message within a string of JSON is read as the message itself. */
function unescaped(line: string): string {
  return line.includes('\\"') ? line.replaceAll('\\"', '"') : line
}

/** Readers of requests on one line. */
const REQUESTS = [oneLineRequests, fieldRequests]

/** Whether a line shows a request with its status, of a login or of anything else. */
export function showsRequest(line: string): boolean {
  return REQUESTS.some((reader) => reader.begin()(line.slice(0, MAX_LINE)).length > 0)
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
function addContent(observations: Observation[], content: string, distance: number): void {
  const last = observations.at(-1)
  if (last === undefined || distance > MAX_CONTENT) return
  if (last.outcome === 'passed' && isDocument(last) && NO_DOCUMENT.test(content))
    observations[observations.length - 1] = { ...last, outcome: 'failed' }
}

/** A sign-in page of a gateway, which redirects every request without its cookie. */
const GATEWAY_LOGIN =
  /^\s{0,12}(?:<\s?)?location: \S{0,300}(?:cloudflareaccess\.com|\/cdn-cgi\/access|\/oauth2\/start|\/outpost\.goauthentik)/i

/** Tools that check a login print what they saw below the name of the step. */
function addStatus(observations: Observation[], content: string, distance: number): void {
  const last = observations.at(-1)
  if (last === undefined || !last.isRecord || last.status !== null || distance !== 1) return
  const status = last.outcome === 'failed' ? STATUS_BELOW.exec(content)?.[1] : undefined
  if (status !== undefined) observations[observations.length - 1] = { ...last, status: Number(status) }
}
