/** The metadata of the protected resource: which authorization server issues tokens for it (RFC 9728). */

import { type FoundDocument, findDocument, findServerMetadata, withDocument } from '../find-metadata.ts'
import { isAnswer, type ProbeDeps, type ProbeResponse, type StageResult } from '../probe.ts'
import { SECTIONS } from '../sections.ts'
import { stringsOrNull } from '../server-metadata.ts'
import { shownPath, shownUrl } from '../shown-url.ts'
import type { Known, Step, StepOutcome } from '../step.ts'
import { failed, judgeTransport, passed } from '../verdict.ts'
import { resourceMetadataUrls, sameExceptSlash } from '../well-known.ts'
import { whyNoDocument } from './no-document.ts'

const STAGE = 'resource-metadata'
const SIDE = 'resource-server'

export const resourceMetadataStep: Step = { stage: STAGE, run: readResourceMetadata }

async function readResourceMetadata(known: Known, deps: ProbeDeps): Promise<StepOutcome> {
  if (!known.isMcp) return { result: null }
  const { metadataUrl, endpoint } = known
  if (metadataUrl !== null && URL.parse(metadataUrl) === null) {
    const detail = 'The challenge names its metadata with something that is not a URL.'
    return { result: broken('metadata-invalid', null, detail) }
  }
  // A client that was given a URL asks no other.
  const urls = metadataUrl === null ? resourceMetadataUrls(endpoint) : [metadataUrl]
  const { found, responses } = await findDocument(urls, deps.send)
  const outcome =
    found === null
      ? ((await beforeResourceMetadata(known, deps, responses)) ?? { result: judgeMissing(responses, urls) })
      : judgeDocument(found, known)
  const harmless = withDocument(known, STAGE, found?.answer.url ?? (urls[0] as string))
  return { ...outcome, learned: { ...outcome.learned, harmless } }
}

/** Servers of revision 2025-03-26 have no such document: their own origin is the authorization server. */
async function beforeResourceMetadata(
  { metadataUrl, endpoint }: Known,
  deps: ProbeDeps,
  responses: readonly ProbeResponse[],
): Promise<StepOutcome | null> {
  if (metadataUrl !== null) return null
  const { origin } = new URL(endpoint)
  const { found } = await findServerMetadata(origin, deps.send)
  if (found === null) return null
  const refusal = responses.find((it) => isAnswer(it) && (it.status === 401 || it.status === 403))
  const what =
    refusal !== undefined && isAnswer(refusal)
      ? `refuses its resource metadata (${refusal.status})`
      : 'has no resource metadata'
  const detail = `The server ${what} and is its own authorization server, as in MCP 2025-03-26.`
  return {
    result: passed(STAGE, { status: null, side: SIDE, detail, section: SECTIONS.resourceMetadata }),
    learned: { issuers: [origin] },
  }
}

function judgeMissing(responses: readonly ProbeResponse[], urls: readonly string[]): StageResult {
  const first = responses[0] as ProbeResponse
  const place = { stage: STAGE, owner: SIDE, path: shownPath(urls[0] as string) } as const
  const transport = judgeTransport(first, place)
  if (transport !== null) return transport
  const why = responses.map((it, at) => whyNoDocument(it, urls[at] as string, SIDE)).find((it) => it !== null)
  const status = isAnswer(first) ? first.status : null
  if (why !== undefined) return failed(STAGE, why.fault, { ...why, status, section: SECTIONS.resourceMetadata })
  if (status === 200) return broken('metadata-invalid', status, `${place.path} is not a JSON object.`)
  return broken(
    'metadata-missing',
    status,
    `There is no resource metadata at ${urls.map(shownPath).join(' or ')} (${status}).`,
  )
}

function judgeDocument({ answer, document }: FoundDocument, known: Known): StepOutcome {
  const { status } = answer
  const { resource } = document
  if (typeof resource !== 'string' || URL.parse(resource) === null) {
    return { result: broken('metadata-invalid', status, 'The resource metadata has no URL as `resource`.') }
  }
  if (!coversEndpoint(resource, known.endpoint)) {
    const detail = `The metadata is for ${shownUrl(resource)} and not for ${shownUrl(known.endpoint)}, so clients refuse it.`
    return { result: { ...broken('resource-mismatch', status, detail), section: SECTIONS.resourceValue } }
  }
  const issuers = (stringsOrNull(document['authorization_servers']) ?? []).filter(isIssuer)
  if (issuers.length === 0) {
    const detail = 'The resource metadata names no authorization server.'
    return {
      result: { ...broken('no-authorization-server', status, detail), section: SECTIONS.authorizationServers },
    }
  }
  const scopes = stringsOrNull(document['scopes_supported'])
  const detail = `The resource metadata names ${shownUrl(issuers[0] as string)} as its authorization server.`
  return {
    result: passed(STAGE, { status, side: SIDE, detail, section: SECTIONS.resourceMetadata }),
    learned: { resource, issuers, scope: known.scope ?? scopes?.join(' ') ?? null },
  }
}

/** Clients accept a resource that is the URL or a parent of it on the same origin. */
function coversEndpoint(resource: string, endpoint: string): boolean {
  const [named, used] = [new URL(resource), new URL(endpoint)]
  if (named.origin !== used.origin) return false
  return sameExceptSlash(resource, endpoint) || `${used.pathname}/`.startsWith(`${named.pathname.replace(/\/$/, '')}/`)
}

function isIssuer(value: string): boolean {
  return /^https?:$/.test(URL.parse(value)?.protocol ?? '')
}

function broken(
  fault: 'metadata-missing' | 'metadata-invalid' | 'resource-mismatch' | 'no-authorization-server',
  status: number | null,
  detail: string,
): StageResult {
  return failed(STAGE, fault, { status, side: SIDE, detail, section: SECTIONS.resourceMetadata })
}
