/** The URLs that the login in a report's logs requested, by the server that they belong to. */
import type { Observation } from './observation.ts'
import { chooseTrace, type Traces } from './report-flow.ts'
import type { Stage } from './stage.ts'

export interface LoginUrls {
  /** URLs of the resource server. */
  readonly resource: readonly string[]
  /** Endpoints and metadata of the authorization server. */
  readonly authorization: readonly string[]
  /** The one whose failure ended the login; empty if the log does not name it. */
  readonly broken: readonly string[]
}

export const NO_URLS: LoginUrls = { resource: [], authorization: [], broken: [] }

const RESOURCE: ReadonlySet<Stage> = new Set(['challenge', 'resource-metadata', 'first-request', 'call'])
const ENDPOINTS: ReadonlySet<Stage> = new Set(['client-id', 'authorize', 'token', 'refresh'])

/** @returns those of the login that the flow of the report is about */
export function loginUrlsIn(traces: Traces): LoginUrls {
  const trace = chooseTrace(traces)?.[1]
  if (trace === undefined) return NO_URLS
  const { shown, flow } = trace
  return {
    resource: urlsOf(shown.filter(({ stage }) => RESOURCE.has(stage))),
    authorization: urlsOf(shown.filter((it) => ENDPOINTS.has(it.stage) || isFoundMetadata(it))),
    broken: urlsOf(shown.filter(({ line }) => line === flow.broken?.line)),
  }
}

/** Clients look for metadata at servers that have none. */
function isFoundMetadata({ stage, outcome }: Observation): boolean {
  return stage === 'server-metadata' && outcome === 'passed'
}

function urlsOf(observations: readonly Observation[]): readonly string[] {
  return [...new Set(observations.flatMap(({ url }) => url ?? []))]
}
