/**
 * The GitHub client for the pages. The App's credentials show where the App is installed; a person's token shows which
 * repositories that person can read.
 */

import type { ProbotOctokit } from 'probot'
import { isSameRepository } from '../../../core/issue-ref.ts'
import { classifyRefusal, refusalStatus, refusedError } from '../refusal.ts'
import { siteOf } from '../site.ts'
import { toSeenRepository } from './octokit-repository.ts'
import { createTokenClient } from './token-client.ts'

type Client = Pick<InstanceType<typeof ProbotOctokit>, 'rest'>

export interface WebGitHubOptions {
  readonly apiUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** Returns a client that is authenticated as the App itself or as one of its installations. */
  readonly authenticate: (installation?: number) => Promise<Client>
}

const TIMEOUT_MS = 10_000

export function createWebGitHub({ apiUrl, clientId, clientSecret, authenticate }: WebGitHubOptions) {
  const site = siteOf(apiUrl)
  const clientOf = (token: string) => createTokenClient({ apiUrl, token })
  return {
    authorizeUrl: `${site}/login/oauth/authorize`,
    clientId,
    async exchangeCode(code: string, verifier: string) {
      const parameters = { client_id: clientId, client_secret: clientSecret, code, code_verifier: verifier }
      const token = await requestToken(`${site}/login/oauth/access_token`, parameters)
      if (token === null) return null
      const person = await orNull('to read the account of the person who signed in', () =>
        clientOf(token).rest.users.getAuthenticated(),
      )
      return person === null ? null : { token, login: person.data.login }
    },
    currentLogin: async (token: string) => {
      const person = await orNull('to read the account of the signed-in person', () =>
        clientOf(token).rest.users.getAuthenticated(),
      )
      return person?.data.login ?? null
    },
    findRepository: async (owner: string, repo: string) => {
      const found = await orNull(`to read the repository ${owner}/${repo}`, async () => {
        const app = await authenticate()
        const { data: installation } = await app.rest.apps.getRepoInstallation({ owner, repo })
        return toSeenRepository((await (await authenticate(installation.id)).rest.repos.get({ owner, repo })).data)
      })
      // GitHub redirects an old name to the repository that had it, until another repository takes the name.
      return found !== null && isSameRepository(found, { owner, repo }) ? found : null
    },
    readableId: async (token: string, owner: string, repo: string) => {
      const get = () => clientOf(token).rest.repos.get({ owner, repo })
      return (await orNull(`to read the repository ${owner}/${repo}`, get))?.data.id ?? null
    },
  }
}

async function requestToken(url: string, parameters: Record<string, string>): Promise<string | null> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const body = (await response.json().catch(() => null)) as { access_token?: unknown } | null
  return typeof body?.access_token === 'string' ? body.access_token : null
}

/** Returns null if the resource is missing or forbidden, or if the client is no longer authenticated. */
async function orNull<T>(doing: string, call: () => Promise<T>): Promise<T | null> {
  try {
    return await call()
  } catch (error) {
    const { kind } = classifyRefusal(error)
    if (kind === 'gone' || kind === 'forbidden' || refusalStatus(error) === 401) return null
    throw refusedError(doing, error)
  }
}
