/** A GitHub client that uses the workflow's own token. */

import { setTimeout as sleep } from 'node:timers/promises'
import { Octokit } from '@octokit/rest'
import { fetchOnceMore } from '../../adapters/github/fetch-once-more.ts'
import type { GitHub } from '../../adapters/github/github.ts'
import { ACTIONS_IDENTITY } from '../../adapters/github/identity.ts'
import type { IssueReader } from '../../adapters/github/issue-reader.ts'
import { createOctokitGitHub } from '../../adapters/github/octokit/octokit-github.ts'
import { issueReaderOf } from '../../adapters/github/octokit/octokit-issue-reader.ts'
import { SILENT_LOG } from '../../adapters/github/octokit/token-client.ts'
import { createRateLimiter } from '../../adapters/github/rate-limiter.ts'

export interface ActionClient {
  readonly github: GitHub
  readonly reader: IssueReader
}

export function createActionClient({
  token,
  apiUrl,
  onNativeUnsupported = () => undefined,
}: {
  readonly token: string
  readonly apiUrl: string
  /** Called once if the repository does not offer suggestions. */
  readonly onNativeUnsupported?: () => void
}): ActionClient {
  const request = { fetch: fetchOnceMore }
  const octokit = new Octokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: 'auth-triage-action',
    request,
    log: SILENT_LOG,
  })
  const rateLimiter = createRateLimiter({ now: () => performance.now(), sleep: async (ms) => void (await sleep(ms)) })
  return {
    github: createOctokitGitHub({ octokit, identity: ACTIONS_IDENTITY, rateLimiter, onNativeUnsupported }),
    reader: issueReaderOf(octokit),
  }
}
