/** Looks for a metadata document at the URLs at which it may be. */

import type { Stage } from '../flow/stage.ts'
import { parseObject } from '../json-object.ts'
import { isAnswer, type ProbeAnswer, type ProbeRequest, type ProbeResponse, type SendRequest } from './probe.ts'
import type { HarmlessRequest, Known } from './step.ts'
import { serverMetadataUrls } from './well-known.ts'

/** A metadata document that was found. */
export interface FoundDocument {
  readonly answer: ProbeAnswer
  readonly document: Readonly<Record<string, unknown>>
}

export interface MetadataSearch {
  readonly found: FoundDocument | null
  /** Every response until something was found, in order. */
  readonly responses: readonly ProbeResponse[]
}

/** Looks for a JSON document that has an `issuer` at each of the issuer's well-known URLs. */
export function findServerMetadata(issuer: string, send: SendRequest): Promise<MetadataSearch> {
  return findDocument(serverMetadataUrls(issuer), send)
}

/** @param urls tried in order until one answers 200 with a JSON object */
export async function findDocument(urls: readonly string[], send: SendRequest): Promise<MetadataSearch> {
  const responses: ProbeResponse[] = []
  for (const url of urls) {
    const response = await send(documentRequest(url))
    responses.push(response)
    if (!isAnswer(response) || response.status !== 200) continue
    const document = parseObject(response.body)
    if (document !== null) return { found: { answer: response, document }, responses }
  }
  return { found: null, responses }
}

/** @returns the requests that are known to be harmless, and the one for this document */
export function withDocument({ harmless }: Known, stage: Stage, url: string): readonly HarmlessRequest[] {
  return [...harmless, { stage, request: documentRequest(url) }]
}

function documentRequest(url: string): ProbeRequest {
  return { method: 'GET', url, headers: { accept: 'application/json' }, follow: true }
}
