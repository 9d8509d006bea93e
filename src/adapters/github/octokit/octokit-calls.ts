/**
 * How one call is made: not while GitHub told us to stay away, writes in their turn, and every refusal turned into one
 * kind of error. Knows nothing of what is asked or written.
 */
import type { ProbotOctokit } from 'probot'
import type { Permissions } from '../permissions.ts'
import type { RateLimiter } from '../rate-limiter.ts'
import { classifyRefusal, refusalStatus, refusedError } from '../refusal.ts'

/** The part of Octokit that we use: Probot's client and `@octokit/rest` both have it. */
export type OctokitClient = Pick<InstanceType<typeof ProbotOctokit>, 'rest' | 'paginate' | 'graphql'>

/** The calls of one installation. `doing` completes the sentence "GitHub refused …". */
export interface Calls {
  readonly octokit: OctokitClient
  readonly permissions: Permissions
  readonly read: <T>(doing: string, call: () => Promise<T>) => Promise<T>
  readonly write: <T extends { readonly status: number }>(doing: string, call: () => Promise<T>) => Promise<T>
}

export interface CallsOptions {
  readonly octokit: OctokitClient
  readonly pace: RateLimiter
  readonly permissions: Permissions
  /** Fetches a new token for the installation; a 401 is final when left out. */
  readonly renewToken?: (() => Promise<unknown>) | undefined
}

/** Makes the calls; both throw `TriageError('github-refused')` and nothing else. */
export function createCalls({ octokit, pace, permissions, renewToken }: CallsOptions): Calls {
  const send = <T>(call: () => Promise<T>) => (renewToken === undefined ? call() : sendAuthorised(call, renewToken))
  return {
    octokit,
    permissions,
    read: (doing, call) => ask(pace, doing, () => send(call)),
    write: (doing, call) => pace.turn(() => ask(pace, doing, async () => refuseMoved(await send(call)))),
  }
}

/**
 * A token may be revoked, or expire while a call is on its way. A call that was answered with 401 did nothing, so that
 * even a write may be sent once more.
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

async function ask<T>(pace: RateLimiter, doing: string, call: () => Promise<T>): Promise<T> {
  const heldFor = await pace.heldFor()
  if (heldFor > 0) throw refusedError(doing, stillHeld(heldFor))
  try {
    return await call()
  } catch (error) {
    const refusal = classifyRefusal(error)
    if (refusal.kind === 'rate-limited' && refusal.retryAfterMs !== null) await pace.hold(refusal.retryAfterMs)
    throw refusedError(doing, error)
  }
}

/** The refusal that GitHub would give again: going on calling during a limit may get an integration banned. */
function stillHeld(ms: number): Error {
  const headers = { 'retry-after': String(Math.ceil(ms / 1000)) }
  return Object.assign(new Error('Not sent: GitHub asked to wait.'), { status: 429, response: { headers } })
}

/** Writes do not follow redirects, and Octokit takes the 3xx that comes back for success; here it is a refusal. */
function refuseMoved<T extends { readonly status: number }>(response: T): T {
  if (response.status < 300) return response
  throw Object.assign(new Error('The address was moved.'), { status: response.status, response })
}
