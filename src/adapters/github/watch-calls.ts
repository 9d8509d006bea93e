/** Observes a client's calls for the metrics, without their content. */
import type { ProbotOctokit } from 'probot'

export interface WatchedCall {
  /** Method and route with placeholders, e.g. `GET /repos/{owner}/{repo}/issues/{issue_number}`. */
  readonly route: string
  /** HTTP status; 0 when there was no response. */
  readonly status: number
  /** Calls of the REST API left until GitHub's rate limit resets; null if unknown. */
  readonly left: number | null
}

export function watchCalls(
  octokit: Pick<InstanceType<typeof ProbotOctokit>, 'hook'>,
  onCall: (call: WatchedCall) => void,
) {
  octokit.hook.after('request', (response, { method, url }) => {
    onCall({ route: routeOf(method, url), status: response.status, left: leftOf(response.headers) })
  })
  octokit.hook.error('request', (error, { method, url }) => {
    const { status = 0, response } = error as { status?: number; response?: { headers?: Record<string, unknown> } }
    // The client reports status 500 for a call without a response.
    onCall({
      route: routeOf(method, url),
      status: response === undefined ? 0 : status,
      left: leftOf(response?.headers),
    })
    throw error
  })
}

/** Requests for subsequent pages have a full URL with numbers instead of a route. */
function routeOf(method: string, url: string): string {
  return /^\/[a-z_{}/-]*$/.test(url) ? `${method} ${url}` : `${method} following page`
}

/** GraphQL and the search have limits of their own. */
function leftOf(headers: Readonly<Record<string, unknown>> = {}): number | null {
  if ((headers['x-ratelimit-resource'] ?? 'core') !== 'core') return null
  const left = String(headers['x-ratelimit-remaining'] ?? '')
  return /^\d{1,9}$/.test(left) ? Number(left) : null
}
