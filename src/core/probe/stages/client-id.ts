/**
 * How a client gets its id: a metadata document at a URL (CIMD), dynamic registration (RFC 7591), or by hand. Nothing is
 * registered unless the user asks for it: the endpoint is tried with a body that cannot be read.
 */
import { parseObject } from '../../json-object.ts'
import { isAnswer, type ProbeAnswer, type ProbeDeps, type ProbeRequest, type StageResult } from '../probe.ts'
import { SECTIONS } from '../sections.ts'
import { shownPath } from '../shown-url.ts'
import type { Known, Step, StepOutcome } from '../step.ts'
import { errorCode, failed, judgeTransport, passed } from '../verdict.ts'
import { redirectUriOf } from './authorization-request.ts'
import { useDocument } from './client-document.ts'

const STAGE = 'client-id'
const SIDE = 'authorization-server'

export const clientIdStep: Step = { stage: STAGE, run: findClientId }

async function findClientId(known: Known, deps: ProbeDeps): Promise<StepOutcome> {
  const { target, server, isMcp } = known
  if (server === null) return { result: null }
  if (target.clientDocument) return useDocument(target.clientDocument, known, deps)
  if (target.clientId !== null) {
    return {
      result: offered(null, 'The client id was given.'),
      learned: { client: { id: target.clientId, secret: null } },
    }
  }
  const { registrationEndpoint: endpoint, takesMetadataDocuments } = server
  if (target.register && endpoint !== null) return register(endpoint, known, deps)
  if (takesMetadataDocuments) return { result: offered(null, 'The server takes client ID metadata documents.') }
  if (endpoint !== null) return { result: await tryEndpoint(endpoint, deps) }
  if (!isMcp) return { result: offered(null, 'The server registers no clients itself; register one by hand.') }
  const detail =
    'The server offers neither dynamic registration nor client ID metadata documents, so only a client that is registered by hand can log in.'
  return {
    result: failed(STAGE, 'registration-unavailable', { status: null, side: SIDE, detail, section: SECTIONS.clientId }),
  }
}

function offered(status: number | null, detail: string): StageResult {
  return passed(STAGE, { status, side: SIDE, detail, section: SECTIONS.clientId })
}

/** A body that breaks off registers nothing, whatever the server accepts. */
async function tryEndpoint(url: string, deps: ProbeDeps): Promise<StageResult> {
  const response = await deps.send({ method: 'POST', url, headers: JSON_HEADERS, body: '{"redirect_uris": [' })
  const transport = judgeTransport(response, { stage: STAGE, owner: SIDE, path: shownPath(url) })
  // A server that breaks over the broken body may still register clients.
  if (transport !== null && transport.fault !== 'server-error') return transport
  if (!isAnswer(response)) return offered(null, '')
  const { status } = response
  if ([502, 503, 504].includes(status) && transport !== null) return transport
  if (status === 401 || status === 403)
    return refused(status, `${shownPath(url)} registers only clients that it knows (${status}).`)
  if (status === 404 || status === 405)
    return refused(status, `The metadata names ${shownPath(url)}, which does not exist (${status}).`)
  if (status >= 300 && status < 400)
    return refused(
      status,
      `${shownPath(url)} redirects (${status}), as a page for people does, and registers no client.`,
    )
  if (status < 300 && parseObject(response.body) === null)
    return refused(status, `${shownPath(url)} answers with a page (${status}) and registers no client.`)
  return offered(status, 'The server offers dynamic registration, which was not used.')
}

function refused(status: number, detail: string): StageResult {
  return failed(STAGE, 'registration-refused', { status, side: SIDE, detail, section: SECTIONS.registration })
}

const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' }

function registration(url: string, redirectUris: readonly string[]): ProbeRequest {
  const metadata = {
    client_name: 'auth-triage probe',
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  }
  return { method: 'POST', url, headers: JSON_HEADERS, body: JSON.stringify(metadata) }
}

async function register(url: string, known: Known, deps: ProbeDeps): Promise<StepOutcome> {
  const response = await deps.send(registration(url, [redirectUriOf(known.target, deps)]))
  const transport = judgeTransport(response, { stage: STAGE, owner: SIDE, path: shownPath(url) })
  if (transport !== null || !isAnswer(response)) return { result: transport }
  const { status } = response
  const registered = parseObject(response.body)
  if (status >= 300) return { result: judgeRefusal(response) }
  const id = registered?.['client_id']
  if (typeof id !== 'string' || id === '') {
    return { result: refused(status, 'The registration was accepted but its answer has no `client_id`.') }
  }
  const secret = registered?.['client_secret']
  return {
    result: { ...offered(status, 'A client was registered.'), section: SECTIONS.registration },
    learned: { client: { id, secret: typeof secret === 'string' ? secret : null } },
  }
}

function judgeRefusal(answer: ProbeAnswer): StageResult {
  const { status, body } = answer
  const code = errorCode(parseObject(answer.body)?.['error'])
  const said = code === null ? String(status) : `${status} \`${code}\``
  if (code === 'invalid_redirect_uri' || /redirect_uri/i.test(body)) {
    const detail = `The server refuses the client's redirect URI at registration (${said}).`
    return failed(STAGE, 'redirect-uri-refused', { status, side: SIDE, detail, section: SECTIONS.registration })
  }
  return refused(status, `The server refuses to register a client (${said}).`)
}
