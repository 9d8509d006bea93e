/** A client that sends a token with each call, or none. */
import { Octokit } from '@octokit/rest'
import { fetchOnceMore } from '../fetch-once-more.ts'

/** Octokit's own log prints every failed call; our error messages report those that matter. */
export const SILENT_LOG = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export interface TokenAccess {
  /** URL of the REST API. */
  readonly apiUrl: string
  /** Null reads what is public. */
  readonly token: string | null
}

export function createTokenClient({ apiUrl, token }: TokenAccess): Octokit {
  const request = { fetch: fetchOnceMore }
  return new Octokit({ baseUrl: apiUrl, request, log: SILENT_LOG, ...(token !== null && { auth: token }) })
}
