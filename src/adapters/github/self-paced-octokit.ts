/**
 * The Octokit class for Probot (`new Probot({ Octokit: UnthrottledOctokit })`). It sends each request once, without
 * delay. `rate-limiter.ts` waits, and the queue retries, which survives a restart.
 */
import { ProbotOctokit } from 'probot'

/**
 * A hanging call would block every write of its installation. GitHub itself ends a request after 10 seconds:
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts
 */
const TIMEOUT_MS = 30_000

/**
 * A function, not an object: Probot overrides plain defaults with its own throttle options when it creates the client
 * of an installation, which would turn the plugin on again (3 seconds between comments).
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
