/** Watches the calls that a client makes: for the metrics, never for what they say. */
import type { ProbotOctokit } from 'probot'

export interface WatchedCall {
  /** Method and route with its placeholders, as `GET /repos/{owner}/{repo}/issues/{issue_number}`. */
  readonly route: string
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  /** Calls that GitHub allows until its limit is set back; null where it does not say. */
  readonly left: number | null
}

export function watchCalls(
  octokit: Pick<InstanceType<typeof ProbotOctokit>, 'hook'>,
  tell: (call: WatchedCall) => void,
) {
  octokit.hook.after('request', (response, { method, url }) => {
    tell({ route: routeOf(method, url), status: response.status, left: leftOf(response.headers) })
  })
  octokit.hook.error('request', (error, { method, url }) => {
    const { status = 0, response } = error as { status?: number; response?: { headers?: Record<string, unknown> } }
    // The client makes a 500 of a call that was never answered.
    tell({ route: routeOf(method, url), status: response === undefined ? 0 : status, left: leftOf(response?.headers) })
    throw error
  })
}

/** A following page has its whole address instead of a route, with numbers in it. */
function routeOf(method: string, url: string): string {
  return /^\/[a-z_{}/-]*$/.test(url) ? `${method} ${url}` : `${method} following page`
}

function leftOf(headers: Readonly<Record<string, unknown>> = {}): number | null {
  const left = String(headers['x-ratelimit-remaining'] ?? '')
  return /^\d{1,9}$/.test(left) ? Number(left) : null
}
