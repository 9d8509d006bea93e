/**
 * Reads requests in layouts that no other reader knows: a method with its URL or path, a URL that a line says is
 * requested, or one behind a name for it; and a status that its reason phrase or a word beside it marks as one, on the
 * same line or soon after. The last of the readers, since it knows least.
 */
import { type Exchange, NOTHING, type Reader, type ReadLine, type Statement } from '../reader.ts'
import { stageOfRequest } from '../stage-of-request.ts'
import { addRequestLine, CREDENTIAL, hostHeaderIn, type PendingRequest } from './pending-request.ts'
import { METHOD_NAME, STATUS_NAME, TARGET_NAME } from './request-names.ts'
import { hostOf, METHOD, REASON, STATUS, TARGET } from './request-target.ts'
import { COMMAND } from './shown-bodies.ts'

const OPENING = String.raw`["'\x60(<]?`
const REQUESTS: readonly RegExp[] = [
  COMMAND,
  new RegExp(String.raw`(?<![\w/])${METHOD}\b["'\]:,]{0,2}\s{1,4}${OPENING}${TARGET}`),
  new RegExp(String.raw`\.(?:get|post|put|delete|patch|head)[ (]${OPENING}${TARGET}`),
  // Requesting url https://host/path, API call: https://host/path
  new RegExp(
    String.raw`\b(?:request(?:ing)?|call(?:ing)?|fetch(?:ing)?|send(?:ing)?|post(?:ing)?|get(?:ting)?|query(?:ing)?|contacting)\b(?: [\w-]{1,20}){0,3}:? ${OPENING}https?:\/\/([^\s"'<>\/]{1,200})(\/[^\s"'<>,;)]{0,800})`,
    'i',
  ),
]

/** At the beginning of a line or of a message, with a colon, an equals sign or a gap behind it. */
const LABEL = String.raw`(?:^|[:\]|>)-]\s{1,20})[\s"'[({*-]{0,20}`
const GAP = String.raw`["'\])*]{0,3}(?:\s{0,3}(?:=>|[:=])\s{0,3}|\s{2,20})["'\[]?`
const LABELLED_TARGET = new RegExp(`${LABEL}${TARGET_NAME}${GAP}(?:${METHOD} )?${TARGET}`, 'i')
const LABELLED_STATUS = new RegExp(String.raw`${LABEL}${STATUS_NAME}${GAP}${STATUS}(?!\d|\.\d)`, 'i')
/** A label alone: its value is the next line. */
const LABEL_ALONE = new RegExp(String.raw`^\s{0,8}(?:(${TARGET_NAME})|${STATUS_NAME}):?\s{0,4}$`, 'i')
const VALUE_TARGET = new RegExp(String.raw`^\s{0,8}${TARGET}\s{0,4}$`)
const VALUE_STATUS = new RegExp(String.raw`^\s{0,8}${STATUS}\b`)

const WORD = String.raw`(?<![\p{L}\d_])(?:status|status[ _]?code|response|response code|answer|answered|returned|outcome|result|réponse|respuesta|resposta|risposta|antwort|odpowiedź|ответ)(?![\p{L}\d_])["'\])]?\s{0,9}[:=]?\s{0,3}(?:with |of |was |is )?["'(\[]?`
const ANSWER = new RegExp(
  String.raw`${STATUS}(?:["')]?[ :,-]{1,3}["'(]?(?:${REASON})\b|\s?\{["'])|${WORD}${STATUS}(?!\d|\.\d)|(?:\b(?:${REASON}) \(?|(?:^|\s)(?:<[-=<]{1,3}|=>|←) (?:HTTP\/[\d.]{1,3} )?)${STATUS}(?!\d|\.\d)|^(?:\d{1,6} <)?\s{0,8}${STATUS}\s{0,4}$`,
  'iu',
)

/** In lines that show something of a login and that no other reader knows: to an answer in words, or in a record. */
const MAX_DISTANCE = 8
const MAX_RECORD = 40

/** A record of a request names its method, on a line near the target; a configuration does not. */
const METHOD_NEAR = new RegExp(String.raw`\b${METHOD}\b`)
const METHOD_NAMED = new RegExp(String.raw`\b${METHOD_NAME}["']?\s{0,3}[:=]\s?["']?${METHOD}\b`, 'i')
const MAX_METHOD_DISTANCE = 6
/** Beside a method, the only URL is the one that was requested, whatever its field is called. */
const QUOTED_URL = /["']https?:\/\/([^\s"'<>/]{1,200})(\/[^\s"'<>,;)]{0,800})["']/

interface Pending extends PendingRequest {
  linesLeft: number
  /** Whether something says that this is a request. */
  isRequest: boolean
}

export const looseRequests: Reader = {
  name: 'requests in any layout',
  begin() {
    let pending: Pending | null = null
    let label: 'target' | 'status' | null = null
    let sinceMethod = MAX_METHOD_DISTANCE
    const read: ReadLine = (line) => {
      const expected = label
      label = labelIn(line)
      const sent = requestIn(line, expected === 'target')
      if (sent !== null && !(isSame(sent, pending) && pending !== null)) pending = sent
      sinceMethod = METHOD_NEAR.test(line) || METHOD_NAMED.test(line) ? 0 : sinceMethod + 1
      if (pending === null) return NOTHING
      const waiting = pending
      waiting.isRequest ||= sinceMethod < MAX_METHOD_DISTANCE
      addRequestLine(waiting, line)
      const status = answerIn(sent === null ? line : line.replace(sent.path, ''), expected === 'status')
      if (status === null) {
        const lost =
          waiting.isRequest && sent === null && waiting.linesLeft > MAX_DISTANCE - 2 ? lostIn(waiting, line) : null
        if (lost !== null) {
          pending = null
          return [lost]
        }
        if (--waiting.linesLeft < 0) pending = null
        return NOTHING
      }
      pending = null
      return waiting.isRequest ? [toExchange(waiting, status)] : NOTHING
    }
    // What another reader has read may be the answer.
    const miss = () => {
      pending = null
    }
    return Object.assign(read, { miss })
  },
}

function labelIn(line: string): 'target' | 'status' | null {
  const found = LABEL_ALONE.exec(line)
  if (found === null) return null
  return found[1] === undefined ? 'status' : 'target'
}

function requestIn(line: string, isValue: boolean): Pending | null {
  const labelled = (isValue ? VALUE_TARGET.exec(line) : null) ?? LABELLED_TARGET.exec(line)
  const found =
    labelled ??
    (METHOD_NAMED.test(line) ? QUOTED_URL.exec(line) : null) ??
    REQUESTS.map((pattern) => pattern.exec(line)).find((it) => it !== null)
  if (found === null || found === undefined) return null
  const host = hostOf(found[1]) ?? hostHeaderIn(line)
  const linesLeft = labelled === null ? MAX_DISTANCE : MAX_RECORD
  return { path: found[2] as string, host, authorized: CREDENTIAL.test(line), linesLeft, isRequest: labelled === null }
}

/** A line about the answer can name the request again. */
function isSame(sent: Pending, pending: Pending | null): boolean {
  return pending !== null && sent.host === pending.host && sent.path === pending.path
}

function answerIn(line: string, isValue: boolean): number | null {
  const value = isValue ? VALUE_STATUS.exec(line)?.[1] : undefined
  const answer = ANSWER.exec(line)
  const status = value ?? answer?.[1] ?? answer?.[2] ?? answer?.[3] ?? answer?.[4] ?? LABELLED_STATUS.exec(line)?.[1]
  return status === undefined ? null : Number(status)
}

/** Nothing answered, or nothing that could be trusted, as the lines right after a request say. */
const LOST =
  /\b(?:PKIX path building failed|certificate verify failed|unable to (?:get|verify)[^\n]{0,20} certificate|self[- ]signed certificate|UnknownIssuer|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|no such host|UnknownHostException)\b/

function lostIn({ path, host }: PendingRequest, line: string): Statement | null {
  const stage = LOST.test(line) ? stageOfRequest({ path, host, status: 0 }) : null
  return stage === null ? null : { stage, outcome: 'failed', side: 'unknown', vantage: 'client' }
}

function toExchange({ path, host, authorized }: PendingRequest, status: number): Exchange {
  return {
    path,
    host,
    status,
    vantage: host === null ? 'server' : 'client',
    ...(authorized ? { authorized } : {}),
  }
}
