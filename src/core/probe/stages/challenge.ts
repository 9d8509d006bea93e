/**
 * The first request without a token. A server that needs a login answers 401; one that needs none answers the request.
 * A URL that is no MCP server may be an issuer, which has no challenge.
 */

import { findServerMetadata } from '../find-metadata.ts'
import {
  initializedNotification,
  initializeRequest,
  listToolsRequest,
  openMcp,
  opensStream,
  type Revision,
  readRpc,
} from '../mcp-request.ts'
import { isAnswer, type ProbeAnswer, type ProbeDeps, type StageResult } from '../probe.ts'
import { SECTIONS } from '../sections.ts'
import { shownPath, shownUrl } from '../shown-url.ts'
import type { Known, Step, StepOutcome } from '../step.ts'
import { failed, judgeTransport, passed } from '../verdict.ts'
import { sameExceptSlash } from '../well-known.ts'
import { readBearerChallenge } from '../www-authenticate.ts'
import { LOGIN_PAGE } from './no-document.ts'

const STAGE = 'challenge'

export const challengeStep: Step = { stage: STAGE, run: challenge }

async function challenge(known: Known, deps: ProbeDeps): Promise<StepOutcome> {
  const { url } = known.target
  const outcome = await ask(url, deps)
  if (outcome.learned?.isMcp === false) return outcome
  const endpoint = outcome.learned?.endpoint ?? url
  const harmless = [...known.harmless, { stage: STAGE, request: initializeRequest(endpoint, null) } as const]
  return { ...outcome, learned: { ...outcome.learned, harmless } }
}

async function ask(url: string, deps: ProbeDeps): Promise<StepOutcome> {
  const { response, revision, isStream } = await openMcp(url, null, deps.send)
  const endpoint = isAnswer(response) ? response.url : url
  const broken = judgeTransport(response, place(url))
  if (broken !== null || !isAnswer(response)) return { result: broken }
  if (response.status === 401) return asked(response, endpoint)
  if (readRpc(response)?.hasResult === true) return afterAnonymous(response, { endpoint, revision }, deps)
  if (isStream && opensStream(response)) return noLogin(response, endpoint)
  return (await asIssuer(url, response, deps)) ?? { result: judgeOther(response, url) }
}

function place(url: string) {
  return { stage: STAGE, owner: 'resource-server', path: shownPath(url) } as const
}

function asked({ status, headers }: ProbeAnswer, endpoint: string): StepOutcome {
  const bearer = readBearerChallenge(headers['www-authenticate'])
  const what =
    bearer?.resourceMetadata != null
      ? 'and names its metadata'
      : 'without naming its metadata, so the well-known documents must show where to log in'
  const detail = `The server asks for a login with 401 ${what}.`
  return {
    result: passed(STAGE, { status, side: 'resource-server', detail, section: SECTIONS.challenge }),
    learned: { endpoint, metadataUrl: bearer?.resourceMetadata ?? null, scope: bearer?.scope ?? null },
  }
}

/** `initialize` may be open to everybody while the tools are not. */
async function afterAnonymous(
  first: ProbeAnswer,
  { endpoint, revision }: { readonly endpoint: string; readonly revision: Revision },
  deps: ProbeDeps,
): Promise<StepOutcome> {
  const context = { token: null, revision, session: first.headers['mcp-session-id'] }
  if (context.session !== undefined) await deps.send(initializedNotification(endpoint, context))
  const response = await deps.send(listToolsRequest(endpoint, context))
  const broken = judgeTransport(response, place(endpoint))
  if (broken !== null || !isAnswer(response)) return { result: broken }
  if (response.status === 401) return asked(response, endpoint)
  const reply = readRpc(response)
  if (reply?.error != null && /unauthori[sz]ed|authenticat|log ?in|token/i.test(reply.error)) {
    const detail =
      'The server refuses requests without a token in a JSON-RPC error and not with 401, so no login starts.'
    return { result: wrongChallenge(response.status, detail) }
  }
  return response.status < 400 ? noLogin(response, endpoint) : { result: judgeOther(response, endpoint) }
}

function noLogin({ status }: ProbeAnswer, endpoint: string): StepOutcome {
  const detail = 'The server answers without a token, so no login is needed.'
  return {
    result: passed(STAGE, { status, side: 'resource-server', detail, section: null }),
    learned: { endpoint },
    ends: true,
  }
}

/**
 * An issuer may redirect to its login page; a URL that redirects is one only if the metadata is about it, since servers
 * answer with their metadata below any path.
 * @returns null if the URL has no metadata of an authorization server
 */
async function asIssuer(url: string, { status }: ProbeAnswer, deps: ProbeDeps): Promise<StepOutcome | null> {
  const { found } = await findServerMetadata(url, deps.send)
  const issuer = found?.document['issuer']
  if (typeof issuer !== 'string') return null
  if (status >= 300 && status < 400 && !sameExceptSlash(issuer, url)) return null
  return { result: null, learned: { isMcp: false, issuers: [url] } }
}

function judgeOther(answer: ProbeAnswer, url: string): StageResult {
  const { status, headers } = answer
  const location = URL.parse(headers['location'] ?? '', url)
  if (location !== null && status >= 300 && status < 400) return judgeRedirect(status, location, url)
  if (status === 404 || status < 300) {
    const detail = `Neither an MCP server nor an issuer answers at ${shownPath(url)} (${status}). Check the path of the URL.`
    return failed(STAGE, 'not-a-server', { status, side: 'resource-server', detail, section: SECTIONS.transport })
  }
  return wrongChallenge(status, `The server answers ${status} without a token. Clients start a login only on 401.`)
}

/** A redirect to a login page comes from a proxy that wants a browser; a client needs 401. */
function judgeRedirect(status: number, location: URL, url: string): StageResult {
  if (LOGIN_PAGE.test(location.pathname)) {
    const detail = `A login proxy redirects the request to ${shownUrl(location.origin)} (${status}). Clients need 401 instead.`
    return failed(STAGE, 'identity-proxy', { status, side: 'edge', detail, section: SECTIONS.challenge })
  }
  const detail = `${shownPath(url)} redirects to ${shownUrl(location.href)} (${status}), and clients lose the request on the way. Use that URL.`
  return wrongChallenge(status, detail)
}

function wrongChallenge(status: number, detail: string): StageResult {
  return failed(STAGE, 'wrong-challenge', { status, side: 'resource-server', detail, section: SECTIONS.status })
}
