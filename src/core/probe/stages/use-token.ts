/** What a client does with its token: the first request, a refresh, and a call. */
import type { Stage } from '../../flow/stage.ts'
import { listToolsRequest, openMcp, opensStream, readRpc } from '../mcp-request.ts'
import { isAnswer, type ProbeAnswer, type ProbeDeps, type StageResult } from '../probe.ts'
import { SECTIONS } from '../sections.ts'
import { shownPath } from '../shown-url.ts'
import type { Known, Step, StepOutcome } from '../step.ts'
import { failed, judgeTransport, passed } from '../verdict.ts'
import { readBearerChallenge } from '../www-authenticate.ts'
import { resourceParameter } from './authorization-request.ts'
import { readTokens, tokenRequest } from './token.ts'

const SIDE = 'resource-server'

export const firstRequestStep: Step = { stage: 'first-request', run: sendFirstRequest }
export const refreshStep: Step = { stage: 'refresh', run: refreshToken }
export const callStep: Step = { stage: 'call', run: callWithToken }

/** Without a login, a made-up token shows that the server checks tokens at all and does not break over one. */
const MADE_UP_TOKEN = 'auth-triage-probe'

async function sendFirstRequest({ isMcp, endpoint, tokens }: Known, deps: ProbeDeps): Promise<StepOutcome> {
  if (!isMcp) return { result: null }
  const { response, revision, isStream } = await openMcp(endpoint, tokens?.access ?? MADE_UP_TOKEN, deps.send)
  const transport = judgeTransport(response, { stage: 'first-request', owner: SIDE, path: shownPath(endpoint) })
  if (transport !== null || !isAnswer(response)) {
    return { result: tokens === null && transport?.fault === 'server-error' ? breaksOverToken(transport) : transport }
  }
  if (tokens === null) return { result: judgeMadeUp(response) }
  const detail = 'The server accepts the token.'
  const { status, headers } = response
  const opened = isStream && opensStream(response)
  const result = opened
    ? passed('first-request', { status, side: SIDE, detail, section: SECTIONS.bearer })
    : judgeCall('first-request', response, detail)
  return { result, learned: { session: headers['mcp-session-id'], revision, isStream } }
}

/** An expired token gets the same answer, and then no client logs in again. */
function breaksOverToken(result: StageResult): StageResult {
  const detail = `The server answers ${result.status} to a made-up token. Clients log in again only on 401.`
  return { ...result, detail, section: SECTIONS.status }
}

function judgeMadeUp({ status }: ProbeAnswer): StageResult {
  const detail =
    status < 300
      ? 'The server accepts a made-up token, so it does not check tokens.'
      : 'The server refuses a made-up token.'
  return passed('first-request', { status, side: SIDE, detail, section: SECTIONS.status })
}

async function refreshToken(known: Known, deps: ProbeDeps): Promise<StepOutcome> {
  const { server, client, tokens } = known
  if (server === null || client === null || tokens === null || tokens.refresh === null) return { result: null }
  const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh, ...resourceParameter(known) }
  const response = await deps.send(tokenRequest(server.tokenEndpoint, form, client))
  const place = { stage: 'refresh', owner: 'authorization-server', path: shownPath(server.tokenEndpoint) } as const
  const transport = judgeTransport(response, place)
  if (transport !== null || !isAnswer(response)) return { result: transport }
  const { status } = response
  const verdict = { status, side: 'authorization-server', section: SECTIONS.refresh } as const
  const read = readTokens(response)
  if ('tokens' in read) {
    const renewed = { access: read.tokens.access, refresh: read.tokens.refresh ?? tokens.refresh }
    return {
      result: passed('refresh', { ...verdict, detail: 'The token can be refreshed.' }),
      learned: { tokens: renewed },
    }
  }
  return { result: failed('refresh', 'refresh-refused', { ...verdict, detail: read.detail }) }
}

async function callWithToken(
  { isMcp, isStream, endpoint, tokens, session, revision }: Known,
  deps: ProbeDeps,
): Promise<StepOutcome> {
  if (!isMcp || isStream || tokens === null) return { result: null }
  const response = await deps.send(listToolsRequest(endpoint, { token: tokens.access, session, revision }))
  const transport = judgeTransport(response, { stage: 'call', owner: SIDE, path: shownPath(endpoint) })
  if (transport !== null || !isAnswer(response)) return { result: transport }
  return { result: judgeCall('call', response, 'The server lists its tools.') }
}

/** @param detail what is said if the request succeeds */
function judgeCall(stage: Stage, answer: ProbeAnswer, detail: string): StageResult {
  const { status, headers, body } = answer
  const verdict = { status, side: SIDE } as const
  const error = readBearerChallenge(headers['www-authenticate'])?.error ?? null
  if (error === 'insufficient_scope') {
    const missing = 'The server wants a scope that the token does not have (`insufficient_scope`).'
    return failed(stage, 'insufficient-scope', { ...verdict, detail: missing, section: SECTIONS.scope })
  }
  if (status === 401 || status === 403) {
    const refused = `The server refuses the token that was issued for it (${status}${error === 'invalid_token' ? ' `invalid_token`' : ''}).`
    return failed(stage, 'token-rejected', { ...verdict, detail: refused, section: SECTIONS.status })
  }
  const reply = readRpc(answer)
  if (status < 300 && reply?.hasResult) return passed(stage, { ...verdict, detail, section: SECTIONS.bearer })
  const isSession = status >= 400 && /session/i.test(body)
  const answered = isSession ? 'does not know the session' : 'accepts the token but not the request'
  const fault = isSession ? 'session-refused' : 'call-refused'
  return failed(stage, fault, {
    ...verdict,
    detail: `The server ${answered} (${status}).`,
    section: SECTIONS.transport,
  })
}
