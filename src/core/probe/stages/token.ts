/** The token endpoint: with a code, the exchange; without one, whether it refuses a made-up code as it should. */
import { parseObject } from '../../json-object.ts'
import type { ProbeFault } from '../fault.ts'
import { isAnswer, type ProbeAnswer, type ProbeDeps, type ProbeRequest, type StageResult } from '../probe.ts'
import { SECTIONS } from '../sections.ts'
import { shownPath } from '../shown-url.ts'
import type { Known, KnownClient, Step, StepOutcome, Tokens } from '../step.ts'
import { errorCode, failed, judgeTransport, passed } from '../verdict.ts'
import { redirectUriOf, resourceParameter } from './authorization-request.ts'

const STAGE = 'token'
const SIDE = 'authorization-server'

export const tokenStep: Step = { stage: STAGE, run: askForToken }

async function askForToken(known: Known, deps: ProbeDeps): Promise<StepOutcome> {
  const { server, grant, client } = known
  if (server === null) return { result: null }
  const url = server.tokenEndpoint
  const path = shownPath(url)
  const form = {
    grant_type: 'authorization_code',
    code: grant?.code ?? 'auth-triage-probe',
    redirect_uri: redirectUriOf(known.target, deps),
    code_verifier: grant?.verifier ?? deps.randomText(),
    ...resourceParameter(known),
  }
  const request = tokenRequest(url, form, client ?? { id: 'auth-triage-probe', secret: null })
  const response = await deps.send(request)
  const transport = judgeTransport(response, { stage: STAGE, owner: SIDE, path })
  if (grant !== null) {
    return transport !== null || !isAnswer(response) ? { result: transport } : judgeExchange(response)
  }
  const harmless = [...known.harmless, { stage: STAGE, request } as const]
  const result = transport ?? (isAnswer(response) ? judgeEndpoint(response, path) : null)
  return { result, learned: { harmless } }
}

export function tokenRequest(url: string, form: Readonly<Record<string, string>>, client: KnownClient): ProbeRequest {
  const secret = client.secret === null ? {} : { client_secret: client.secret }
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ ...form, client_id: client.id, ...secret }).toString(),
  }
}

/** Some servers refuse with 200, in JSON of their own or as a form. */
const REFUSES = /"ok"\s?:\s?false|(?:^|[&"])error(?:_description)?["=]/

function judgeEndpoint(answer: ProbeAnswer, path: string): StageResult {
  const { status, body } = answer
  const code = errorCode(parseObject(answer.body)?.['error'])
  if (code === null && (status === 404 || status === 405)) {
    const detail = `The metadata names ${path}, which does not exist (${status}).`
    return failed(STAGE, 'endpoint-missing', { status, side: SIDE, detail, section: SECTIONS.tokenError })
  }
  if (code === null && status === 403) {
    const detail = `Something in front of the authorization server refuses requests to ${path} (403 without an OAuth error).`
    return failed(STAGE, 'edge-block', { status, side: 'edge', detail, section: SECTIONS.tokenError })
  }
  if (code === null && status < 400 && !REFUSES.test(body)) {
    const what = status < 300 ? 'answers with something else' : 'redirects'
    const detail = `${path} ${what} (${status}), where a token endpoint refuses a made-up code with an OAuth error.`
    return failed(STAGE, 'token-invalid', { status, side: SIDE, detail, section: SECTIONS.tokenError })
  }
  const said = code === null ? '' : ` with \`${code}\``
  return passed(STAGE, {
    status,
    side: SIDE,
    detail: `The token endpoint refuses a made-up code${said}.`,
    section: SECTIONS.tokenError,
  })
}

function judgeExchange(answer: ProbeAnswer): StepOutcome {
  const read = readTokens(answer)
  if ('tokens' in read) {
    const { status } = answer
    const detail = 'The authorization server issued a token.'
    return { result: passed(STAGE, { status, side: SIDE, detail, section: SECTIONS.token }), learned: read }
  }
  const { fault, detail } = read
  const section = fault === 'token-invalid' ? SECTIONS.token : SECTIONS.tokenError
  return { result: failed(STAGE, fault, { status: answer.status, side: SIDE, detail, section }) }
}

interface Refusal {
  readonly fault: ProbeFault
  readonly detail: string
}

/** @returns the tokens of a token response, or why there are none */
export function readTokens(answer: ProbeAnswer): { readonly tokens: Tokens } | Refusal {
  const document = parseObject(answer.body)
  if (answer.status >= 300 || document?.['error'] !== undefined) return refusal(answer, document)
  const access = document?.['access_token']
  if (document === null || typeof access !== 'string' || access === '') {
    return { fault: 'token-invalid', detail: 'The token response is not JSON with an `access_token`.' }
  }
  if (!/^bearer$/i.test(String(document['token_type']))) {
    return { fault: 'token-invalid', detail: 'The token response has no `token_type` of `Bearer`.' }
  }
  const refresh = document['refresh_token']
  return { tokens: { access, refresh: typeof refresh === 'string' ? refresh : null } }
}

const FAULTS: Readonly<Record<string, ProbeFault>> = {
  invalid_client: 'client-refused',
  unauthorized_client: 'client-refused',
  invalid_target: 'resource-refused',
  invalid_scope: 'scope-refused',
}

function refusal({ status }: ProbeAnswer, document: Readonly<Record<string, unknown>> | null): Refusal {
  const code = errorCode(document?.['error'])
  const isPkce = /code[_ ]?(?:verifier|challenge)|pkce/i.test(String(document?.['error_description'] ?? ''))
  const fault = isPkce ? 'pkce-refused' : (FAULTS[code ?? ''] ?? 'token-refused')
  const said = code === null ? `${status} without an OAuth error` : `${status} \`${code}\``
  const about = isPkce ? ' because of the code verifier' : ''
  return { fault, detail: `The authorization server refuses the token request${about} (${said}).` }
}
