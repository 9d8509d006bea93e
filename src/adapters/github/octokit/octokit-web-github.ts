/** The real answers for the pages: the App says what it is installed on, a person's token what they may read. */
import { Octokit } from '@octokit/rest'
import type { ProbotOctokit } from 'probot'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { classifyRefusal, refusalStatus, refusedError } from '../refusal.ts'
import { siteOf } from '../site.ts'
import { toSeenRepository } from './octokit-repository.ts'

type Client = Pick<InstanceType<typeof ProbotOctokit>, 'rest'>

export interface WebGitHubOptions {
  readonly apiUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** The App itself, or one of its installations. */
  readonly authenticate: (installation?: number) => Promise<Client>
}

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const ANSWER_WITHIN_MS = 10_000

export function createWebGitHub({ apiUrl, clientId, clientSecret, authenticate }: WebGitHubOptions) {
  const site = siteOf(apiUrl)
  const clientOf = (token: string) => new Octokit({ baseUrl: apiUrl, auth: token, log: SILENT })
  return {
    authorizeUrl: `${site}/login/oauth/authorize`,
    clientId,
    async exchangeCode(code: string, verifier: string) {
      const sent = { client_id: clientId, client_secret: clientSecret, code, code_verifier: verifier }
      const token = await exchange(`${site}/login/oauth/access_token`, sent)
      if (token === null) return null
      const person = await orNull('to read who signed in', () => clientOf(token).rest.users.getAuthenticated())
      return person === null ? null : { token, login: person.data.login }
    },
    findRepository: async (owner: string, repo: string) => {
      const found = await orNull(`to look at ${owner}/${repo}`, async () => {
        const app = await authenticate()
        const { data: installation } = await app.rest.apps.getRepoInstallation({ owner, repo })
        return toSeenRepository((await (await authenticate(installation.id)).rest.repos.get({ owner, repo })).data)
      })
      return found !== null && isCalled(found, owner, repo) ? found : null
    },
    readableId: async (token: string, owner: string, repo: string) => {
      const get = () => clientOf(token).rest.repos.get({ owner, repo })
      return (await orNull(`to look at ${owner}/${repo}`, get))?.data.id ?? null
    },
  }
}

/** GitHub leads from an old name to the repository that had it, for as long as nobody takes the name. */
function isCalled(found: RepositoryRef, owner: string, repo: string): boolean {
  return `${found.owner}/${found.repo}`.toLowerCase() === `${owner}/${repo}`.toLowerCase()
}

async function exchange(url: string, sent: Record<string, string>): Promise<string | null> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(sent),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  })
  const answer = (await response.json().catch(() => null)) as { access_token?: unknown } | null
  return typeof answer?.access_token === 'string' ? answer.access_token : null
}

/** Not there, not allowed and no longer signed in come to the same. */
async function orNull<T>(doing: string, call: () => Promise<T>): Promise<T | null> {
  try {
    return await call()
  } catch (error) {
    const { kind } = classifyRefusal(error)
    if (kind === 'gone' || kind === 'forbidden' || refusalStatus(error) === 401) return null
    throw refusedError(doing, error)
  }
}
