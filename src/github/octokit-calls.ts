/**
 * How one call is made: not while GitHub told us to stay away, writes in their turn, and every refusal turned into one
 * kind of error. Knows nothing of what is asked or written.
 */
import type { ProbotOctokit } from 'probot'
import type { Pace } from './pace.ts'
import { classifyRefusal, refusedError } from './refusal.ts'

/** The part of Octokit that we use: Probot's client and `@octokit/rest` both have it. */
export type OctokitClient = Pick<InstanceType<typeof ProbotOctokit>, 'rest' | 'paginate'>

/** The calls of one installation. `doing` completes the sentence "GitHub refused …". */
export interface Calls {
  readonly octokit: OctokitClient
  readonly read: <T>(doing: string, call: () => Promise<T>) => Promise<T>
  readonly write: <T extends { readonly status: number }>(doing: string, call: () => Promise<T>) => Promise<T>
}

/** Makes the calls; both throw `TriageError('github-refused')` and nothing else. */
export function createCalls(octokit: OctokitClient, pace: Pace): Calls {
  return {
    octokit,
    read: (doing, call) => ask(pace, doing, call),
    write: (doing, call) => pace.turn(() => ask(pace, doing, async () => refuseMoved(await call()))),
  }
}

async function ask<T>(pace: Pace, doing: string, call: () => Promise<T>): Promise<T> {
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
