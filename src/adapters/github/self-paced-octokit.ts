/**
 * The Octokit class for Probot (`new Probot({ Octokit: UnthrottledOctokit })`). It sends each request once, without
 * delay. `rate-limiter.ts` does the waiting, and the queue does the retrying, so that retries survive a restart.
 */
import { ProbotOctokit } from 'probot'

/**
 * A hanging call would block every write for its installation. GitHub itself terminates a request after 10 seconds:
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts
 */
const TIMEOUT_MS = 30_000

/**
 * This is a function, not an object: when Probot creates an installation's client, it overrides plain defaults with its
 * own throttle options, which would turn the plugin back on (3 seconds between comments).
 */
export const UnthrottledOctokit: typeof ProbotOctokit = ProbotOctokit.defaults(
  (options: NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>) => ({
    ...options,
    throttle: { enabled: false },
    retry: { enabled: false },
    request: { fetch: fetchWithTimeout, ...options.request },
  }),
)

function fetchWithTimeout(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  return fetch(input, { ...init, signal: init.signal ?? AbortSignal.timeout(TIMEOUT_MS) })
}
