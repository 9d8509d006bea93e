/** The authorization endpoint. Without a client id, only whether it exists; with one, whether it accepts the request. */
import type { ProbeFault } from '../fault.ts'
import { isAnswer, type ProbeAnswer, type ProbeDeps, type StageResult } from '../probe.ts'
import { SECTIONS } from '../sections.ts'
import { shownPath } from '../shown-url.ts'
import type { Known, Step, StepOutcome } from '../step.ts'
import { errorCode, failed, judgeTransport, passed } from '../verdict.ts'
import { type AuthorizationRequest, authorizationRequest } from './authorization-request.ts'

const STAGE = 'authorize'
const SIDE = 'authorization-server'

export const authorizeStep: Step = { stage: STAGE, run: askToAuthorize }

async function askToAuthorize(known: Known, deps: ProbeDeps): Promise<StepOutcome> {
  const { server, client } = known
  if (server === null) return { result: null }
  const request = authorizationRequest(known, server, deps)
  const response = await deps.send({ method: 'GET', url: request.url, headers: { accept: 'text/html' } })
  const transport = judgeTransport(response, { stage: STAGE, owner: SIDE, path: shownPath(request.url) })
  if (transport !== null || !isAnswer(response)) return { result: transport }
  return { result: client === null ? judgeEndpoint(response, request) : judgeAnswer(response, request) }
}

/** Without a client id, every answer of the endpoint itself is fine, a refusal included. */
function judgeEndpoint({ status, body }: ProbeAnswer, { url }: AuthorizationRequest): StageResult {
  const isMissing = (status === 404 || status === 405) && !/client/i.test(body)
  if (isMissing) {
    const detail = `The metadata names ${shownPath(url)}, which does not exist (${status}).`
    return failed(STAGE, 'endpoint-missing', { status, side: SIDE, detail, section: SECTIONS.authorize })
  }
  return fine(status, 'The authorization endpoint answers; it was asked without a client id.')
}

function fine(status: number, detail: string): StageResult {
  return passed(STAGE, { status, side: SIDE, detail, section: SECTIONS.authorize })
}

function judgeAnswer(answer: ProbeAnswer, { url, redirectUri }: AuthorizationRequest): StageResult {
  const { status, headers, body } = answer
  const location = headers['location'] ?? ''
  const code = location.startsWith(redirectUri) ? errorCode(URL.parse(location)?.searchParams.get('error')) : null
  if (code !== null) return authorizationRefused(code, status)
  if (status < 400) return fine(status, 'The authorization endpoint accepts the request.')
  const [fault, what] = whatIsRefused(body)
  const detail = `The authorization server refuses ${what} (${status} for ${shownPath(url)}).`
  return failed(STAGE, fault, { status, side: SIDE, detail, section: SECTIONS.authorizeError })
}

/** An error page is written for people, so its words decide; the first row that matches wins. */
const REFUSED: readonly (readonly [ProbeFault, string, RegExp])[] = [
  ['redirect-uri-refused', 'the redirect URI', /redirect[_ ]?ur[il]/i],
  ['resource-refused', 'the `resource` parameter', /invalid_target|\bresource\b/i],
  ['scope-refused', 'a scope', /invalid_scope|\bscope/i],
  ['client-refused', 'the client id', /client/i],
]

function whatIsRefused(body: string): readonly [ProbeFault, string] {
  const [fault, what] = REFUSED.find(([, , words]) => words.test(body)) ?? ['authorize-refused', 'the request']
  return [fault, what]
}

const FAULTS: Readonly<Record<string, ProbeFault>> = {
  invalid_scope: 'scope-refused',
  invalid_target: 'resource-refused',
  unauthorized_client: 'client-refused',
  access_denied: 'access-denied',
}

/** @returns the failed stage for an error with which the server sent the browser back */
export function authorizationRefused(code: string, status: number | null): StageResult {
  const fault = FAULTS[code] ?? 'authorize-refused'
  const section = fault === 'resource-refused' ? SECTIONS.resource : SECTIONS.authorizeError
  const side = fault === 'access-denied' ? 'user' : SIDE
  const detail =
    side === 'user'
      ? 'The login was declined in the browser.'
      : `The authorization server refuses the request with \`${code}\`.`
  return failed(STAGE, fault, { status, side, detail, section })
}
