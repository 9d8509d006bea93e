/** GitHub as a workflow's own token may see it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Octokit } from '@octokit/rest'
import type { GitHub } from '../github/github.ts'
import { ACTIONS_IDENTITY } from '../github/identity.ts'
import { createOctokitGitHub } from '../github/octokit-github.ts'
import { createPace } from '../github/pace.ts'
import type { Store } from '../store/store.ts'

/** GitHub itself ends a request after ten seconds; a call that hangs would only cost minutes of the runner. */
const ANSWER_WITHIN_MS = 30_000

export function createActionGitHub({ token, apiUrl }: { readonly token: string; readonly apiUrl: string }): GitHub {
  const request = { fetch: fetchInTime }
  const octokit = new Octokit({ auth: token, baseUrl: apiUrl, userAgent: 'auth-triage-action', request })
  const pace = createPace({ now: () => performance.now(), sleep: async (ms) => void (await sleep(ms)) })
  return createOctokitGitHub({ octokit, identity: ACTIONS_IDENTITY, pace })
}

/** What a walk may write to. */
interface Written {
  readonly github: GitHub
  readonly store: Store
}

/** Reads as the ones given, writes nothing to GitHub, and remembers no comment that was not written. */
export function withoutWrites({ github, store }: Written): Written {
  const nothing = async () => undefined
  return {
    github: {
      ...github,
      ensureLabel: nothing,
      addLabels: nothing,
      removeLabel: nothing,
      createComment: async () => ({ id: 0 }),
      updateComment: nothing,
    },
    store: { ...store, rememberComment: nothing },
  }
}

function fetchInTime(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  return fetch(input, { ...init, signal: init.signal ?? AbortSignal.timeout(ANSWER_WITHIN_MS) })
}
