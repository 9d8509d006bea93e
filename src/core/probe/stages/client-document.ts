/**
 * A client whose id is the URL of a document about it (CIMD). The authorization server reads the document during the
 * login, so it is checked here as a server would check it.
 */
import { parseObject } from '../../json-object.ts'
import { isAnswer, type ProbeDeps, type StageResult } from '../probe.ts'
import { SECTIONS } from '../sections.ts'
import { shownPath } from '../shown-url.ts'
import type { Known, StepOutcome } from '../step.ts'
import { failed, judgeTransport, passed } from '../verdict.ts'
import { redirectUriOf } from './authorization-request.ts'

const STAGE = 'client-id'
const section = SECTIONS.clientDocument

/** @param url of the document, as the user named it */
export async function useDocument(url: string, known: Known, deps: ProbeDeps): Promise<StepOutcome> {
  if (known.server?.takesMetadataDocuments !== true) {
    const detail = 'The server does not say that it takes client ID metadata documents.'
    return { result: failed(STAGE, 'registration-unavailable', { ...OF_SERVER, detail, section: SECTIONS.clientId }) }
  }
  const response = await deps.send({ method: 'GET', url, headers: { accept: 'application/json' } })
  const transport = judgeTransport(response, { stage: STAGE, owner: 'client', path: shownPath(url) })
  if (transport !== null || !isAnswer(response)) return { result: transport }
  const { status } = response
  const document = status === 200 ? parseObject(response.body) : null
  if (document === null) return { result: invalid(status, `There is no document at ${shownPath(url)} (${status}).`) }
  const problem = problemIn(document, url)
  if (problem !== null) return { result: invalid(status, problem) }
  if (!listsRedirect(document['redirect_uris'], redirectUriOf(known.target, deps))) {
    const detail =
      'The `redirect_uris` of the document lack the one of this login, http://127.0.0.1/callback on any port.'
    return { result: failed(STAGE, 'redirect-uri-refused', { status, side: 'client', detail, section }) }
  }
  const detail = 'The server takes client ID metadata documents, and the document is in order.'
  return {
    result: passed(STAGE, { status, side: 'authorization-server', detail, section }),
    learned: { client: { id: url, secret: null } },
  }
}

const OF_SERVER = { status: null, side: 'authorization-server' } as const

function invalid(status: number, detail: string): StageResult {
  return failed(STAGE, 'client-document-invalid', { status, side: 'client', detail, section })
}

function problemIn(document: Readonly<Record<string, unknown>>, url: string): string | null {
  if (document['client_id'] !== url) return 'The `client_id` of the document is not exactly the URL of the document.'
  const name = document['client_name']
  if (typeof name !== 'string' || name === '') return 'The document has no `client_name`.'
  const method = document['token_endpoint_auth_method'] ?? 'none'
  return method === 'none'
    ? null
    : 'The document asks for a key or a secret at the token endpoint, which a probe does not have.'
}

/** The port of a loopback address is free to choose (RFC 8252 §7.3). */
function listsRedirect(listed: unknown, used: string): boolean {
  return Array.isArray(listed) && listed.some((it) => typeof it === 'string' && withoutPort(it) === withoutPort(used))
}

function withoutPort(uri: string): string {
  return uri.replace(/^(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)):\d{1,5}(?=\/|$)/, '$1')
}
