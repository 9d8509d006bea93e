/**
 * Makes single calls to GitHub. Makes no call while GitHub has asked us to wait, sends writes one at a time, and
 * converts every refusal to the same kind of error. Knows nothing about what the calls contain.
 */
import type { ProbotOctokit } from 'probot'
import type { Permissions } from '../permissions.ts'
import type { RateLimiter } from '../rate-limiter.ts'
import { classifyRefusal, refusalStatus, refusedError } from '../refusal.ts'

/** The part of Octokit that we use: Probot's client and `@octokit/rest` both have it. */
export type OctokitClient = Pick<InstanceType<typeof ProbotOctokit>, 'rest' | 'paginate' | 'graphql' | 'request'>

/**
 * `retries: 0`: Probot's client repeats a POST after a 5xx response, which can post a comment twice. The queue retries
 * instead, after checking what already exists. `redirect: 'manual'`: following a redirect would write to another
 * repository.
 */
export const ONCE = { retries: 0, redirect: 'manual' } as const

/** One installation's calls. `doing` completes the sentence "GitHub refused …". */
export interface Calls {
  readonly octokit: OctokitClient
  readonly permissions: Permissions
  readonly read: <T>(doing: string, call: () => Promise<T>) => Promise<T>
  readonly write: <T extends { readonly status: number }>(doing: string, call: () => Promise<T>) => Promise<T>
}

export interface CallsOptions {
  readonly octokit: OctokitClient
  readonly rateLimiter: RateLimiter
  readonly permissions: Permissions
  /** Fetches a new token for the installation. If omitted, a 401 is final. */
  readonly renewToken?: (() => Promise<unknown>) | undefined
}

/** Creates one installation's calls. `read` and `write` throw `TriageError('github-refused')` and nothing else. */
export function createCalls({ octokit, rateLimiter, permissions, renewToken }: CallsOptions): Calls {
  const send = <T>(call: () => Promise<T>) => (renewToken === undefined ? call() : sendAuthorised(call, renewToken))
  return {
    octokit,
    permissions,
    read: (doing, call) => callWithinLimits(rateLimiter, doing, () => send(call)),
    write: (doing, call) =>
      rateLimiter.run(() => callWithinLimits(rateLimiter, doing, async () => refuseMoved(await send(call)))),
  }
}

/**
 * Retries once with a new token. A token can be revoked, or can expire during a call. A call that gets a 401 response
 * has had no effect, so even a write can be sent again.
 */
async function sendAuthorised<T>(call: () => Promise<T>, renewToken: () => Promise<unknown>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (refusalStatus(error) !== 401) throw error
    await renewToken()
    return call()
  }
}

async function callWithinLimits<T>(rateLimiter: RateLimiter, doing: string, call: () => Promise<T>): Promise<T> {
  const heldFor = await rateLimiter.heldFor()
  if (heldFor > 0) throw refusedError(doing, holdError(heldFor))
  try {
    return await call()
  } catch (error) {
    const refusal = classifyRefusal(error)
    if (refusal.kind === 'rate-limited' && refusal.retryAfterMs !== null) await rateLimiter.hold(refusal.retryAfterMs)
    throw refusedError(doing, error)
  }
}

/** Returns the refusal that GitHub would repeat. Calling during a rate limit can get an integration banned. */
function holdError(ms: number): Error {
  const headers = { 'retry-after': String(Math.ceil(ms / 1000)) }
  return Object.assign(new Error('Not sent: GitHub asked us to wait.'), { status: 429, response: { headers } })
}

/** Writes do not follow redirects, and Octokit treats the 3xx response as success; here it is a refusal. */
function refuseMoved<T extends { readonly status: number }>(response: T): T {
  if (response.status < 300) return response
  throw Object.assign(new Error('The resource was moved.'), { status: response.status, response })
}
