import { Octokit } from '@octokit/rest'
import { expect } from 'vitest'
import type { GitHub } from '../../../src/adapters/github/github.ts'
import {
  createOctokitClients,
  type GitHubClients,
  type OctokitGitHubOptions,
} from '../../../src/adapters/github/octokit/octokit-github.ts'
import { createRateLimiter } from '../../../src/adapters/github/rate-limiter.ts'

export const API = 'https://api.github.com'
export const REF = { owner: 'Acme', repo: 'gateway', number: 7 }
/** Path of the issue that `REF` names. */
export const ISSUE = '/repos/Acme/gateway/issues/7'
export const OUR_APP = { id: 4242, slug: 'auth-triage', name: 'auth-triage' }
export const OUR_BOT = { login: 'auth-triage[bot]', type: 'Bot' }
export const PERSON = { login: 'maintainer', type: 'User' }

/** The real implementation. By default, there are no gaps between writes. */
export function octokitSubject(options: Partial<OctokitGitHubOptions> = {}): GitHub {
  return octokitClients(options).issues
}

/** The real implementation, with the client for discussions. */
export function octokitClients(options: Partial<OctokitGitHubOptions> = {}): GitHubClients {
  const quiet = () => undefined
  const octokit = new Octokit({ auth: 'token', log: { debug: quiet, info: quiet, warn: quiet, error: quiet } })
  const rateLimiter = createRateLimiter({ minGapMs: 0, now: () => 0, sleep: async () => undefined })
  return createOctokitClients({ octokit, identity: { appId: OUR_APP.id, slug: OUR_APP.slug }, rateLimiter, ...options })
}

/** An issue as the API returns it. */
export function issueAnswer(overrides: object = {}): object {
  const url = `${API}/repos/Acme/gateway`
  const empty = { number: 7, title: 'T', body: 'B', state: 'open', locked: false, labels: [], user: PERSON }
  return { ...empty, repository_url: url, ...overrides }
}

/** Returns the error of a refused call. */
export async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.fail('the call succeeded'),
    (error: unknown) => error,
  )
}
