/** The metadata of the authorization server: its endpoints, and what it supports (RFC 8414, OpenID Connect Discovery). */
import type { ProbeFault } from '../fault.ts'
import { findServerMetadata, type MetadataSearch, withDocument } from '../find-metadata.ts'
import { isAnswer, type ProbeDeps, type ProbeResponse, type StageResult } from '../probe.ts'
import { SECTIONS } from '../sections.ts'
import { readServerMetadata, type ServerMetadata } from '../server-metadata.ts'
import { shownPath, shownUrl } from '../shown-url.ts'
import type { Known, Step, StepOutcome } from '../step.ts'
import { failed, judgeTransport, passed } from '../verdict.ts'
import { sameExceptSlash, serverMetadataUrls } from '../well-known.ts'
import { whyNoDocument } from './no-document.ts'

const STAGE = 'server-metadata'
const SIDE = 'authorization-server'

export const serverMetadataStep: Step = { stage: STAGE, run: readMetadata }

/** A resource may name several authorization servers; one that works is enough. */
const MAX_ISSUERS = 3

async function readMetadata(known: Known, deps: ProbeDeps): Promise<StepOutcome> {
  let first: StepOutcome | null = null
  for (const issuer of known.issuers.slice(0, MAX_ISSUERS)) {
    const search = await findServerMetadata(issuer, deps.send)
    const judged = search.found === null ? { result: judgeMissing(search, issuer) } : judgeFound(search, issuer, known)
    const url = search.found?.answer.url ?? (serverMetadataUrls(issuer)[0] as string)
    const outcome = { ...judged, learned: { ...judged.learned, harmless: withDocument(known, STAGE, url) } }
    if (outcome.result?.ok) return outcome
    first ??= outcome
  }
  return first ?? { result: null }
}

/** Says what the most telling answer was: a server that breaks says more than a 404 on the next URL. */
function judgeMissing({ responses }: MetadataSearch, issuer: string): StageResult {
  const urls = serverMetadataUrls(issuer)
  const [url = issuer] = urls
  const place = { stage: STAGE, owner: SIDE, path: shownPath(url) } as const
  for (const response of responses) {
    const transport = judgeTransport(response, place)
    if (transport !== null) return transport
  }
  for (const [at, response] of responses.entries()) {
    const why = whyNoDocument(response, urls[at] as string, SIDE)
    if (why !== null) return { ...broken(why.fault, response, why.detail), side: why.side }
  }
  const page = responses.find((it) => isAnswer(it) && it.status === 200)
  if (page !== undefined) return broken('metadata-invalid', page, `${place.path} is not a JSON object.`)
  const [first] = responses
  const status = first !== undefined && isAnswer(first) ? ` (${first.status})` : ''
  return broken(
    'metadata-missing',
    first,
    `${shownUrl(issuer)} has no metadata at any of the well-known URLs${status}.`,
  )
}

function judgeFound({ found }: MetadataSearch, issuer: string, known: Known): Omit<StepOutcome, 'ends'> {
  if (found === null) return { result: null }
  const { answer, document } = found
  const read = readServerMetadata(document)
  if ('missing' in read) return { result: incomplete(read.missing, SECTIONS.serverFields, answer) }
  const field = missingList(document, answer.url)
  if (field !== null) return { result: incomplete(...field, answer) }
  const { metadata } = read
  const wrong =
    judgeIssuer(metadata, issuer, answer) ??
    judgeEndpoints(metadata, issuer, answer) ??
    judgePkce(metadata, known, answer)
  if (wrong !== null) return { result: wrong }
  const detail = `${shownPath(answer.url)} names the endpoints of the authorization server.`
  const { status } = answer
  return {
    result: passed(STAGE, { status, side: SIDE, detail, section: SECTIONS.serverMetadata }),
    learned: { server: metadata },
  }
}

function incomplete(field: string, section: string, answer: ProbeResponse): StageResult {
  return { ...broken('metadata-invalid', answer, `The metadata has no valid \`${field}\`.`), section }
}

/** Required by the specifications, and libraries refuse a document without them. */
const OPENID_FIELDS = ['jwks_uri', 'subject_types_supported', 'id_token_signing_alg_values_supported']

/** @returns the first required field that is missing besides the endpoints, and the section that requires it */
function missingList(document: Readonly<Record<string, unknown>>, url: string): readonly [string, string] | null {
  if (!Array.isArray(document['response_types_supported'])) return ['response_types_supported', SECTIONS.serverFields]
  const isOpenid = url.includes('/.well-known/openid-configuration')
  const missing = isOpenid ? OPENID_FIELDS.find((field) => document[field] === undefined) : undefined
  return missing === undefined ? null : [missing, SECTIONS.openidFields]
}

function judgeIssuer(metadata: ServerMetadata, issuer: string, answer: ProbeResponse): StageResult | null {
  if (sameExceptSlash(metadata.issuer, issuer)) return null
  const detail = `The metadata names the issuer ${shownUrl(metadata.issuer)} but was found for ${shownUrl(issuer)}.`
  return { ...broken('issuer-mismatch', answer, detail), section: SECTIONS.issuer }
}

/** Behind a proxy that passes on neither host nor scheme, a server names endpoints that nobody else can reach. */
function judgeEndpoints(metadata: ServerMetadata, issuer: string, answer: ProbeResponse): StageResult | null {
  if (!issuer.startsWith('https:')) return null
  const insecure = [metadata.authorizationEndpoint, metadata.tokenEndpoint].find((it) => !it.startsWith('https:'))
  if (insecure === undefined) return null
  const detail = `The metadata names the endpoint ${shownPath(insecure)} without https.`
  return { ...broken('metadata-invalid', answer, detail), section: SECTIONS.serverFields }
}

/** MCP clients refuse a server that does not say that it supports S256. Other clients need not use PKCE. */
function judgePkce({ challengeMethods }: ServerMetadata, { isMcp }: Known, answer: ProbeResponse): StageResult | null {
  if (challengeMethods?.includes('S256') || (challengeMethods === null && !isMcp)) return null
  const detail =
    challengeMethods === null
      ? 'The metadata has no `code_challenge_methods_supported`, so clients must assume that there is no PKCE.'
      : 'The metadata does not list `S256` among the methods of PKCE.'
  return { ...broken('pkce-unsupported', answer, detail), section: SECTIONS.pkce }
}

function broken(fault: ProbeFault, response: ProbeResponse | undefined, detail: string): StageResult {
  const status = response !== undefined && isAnswer(response) ? response.status : null
  return failed(STAGE, fault, { status, side: SIDE, detail, section: SECTIONS.serverMetadata })
}
