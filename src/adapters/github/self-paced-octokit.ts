/**
 * The Octokit class to give to Probot (`new Probot({ Octokit: UnthrottledOctokit })`): one that sends what it is asked to,
 * once and at once. Waiting is the work of `rate-limiter.ts`, repeating that of the queue, which survives a restart.
 */
import { ProbotOctokit } from 'probot'

/**
 * A call that hangs would hold up every write of its installation. GitHub itself ends a request after ten seconds:
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts
 */
const ANSWER_WITHIN_MS = 30_000

/**
 * A function, not an object: Probot lays its own throttle options over plain defaults when it makes the client of an
 * installation, and the plugin would be on again (three seconds between comments).
 */
export const UnthrottledOctokit: typeof ProbotOctokit = ProbotOctokit.defaults(
  (options: NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>) => ({
    ...options,
    throttle: { enabled: false },
    retry: { enabled: false },
    request: { fetch: fetchInTime, ...options.request },
  }),
)

function fetchInTime(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  return fetch(input, { ...init, signal: init.signal ?? AbortSignal.timeout(ANSWER_WITHIN_MS) })
}
