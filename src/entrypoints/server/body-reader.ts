/**
 * Reads webhook bodies, a limited number at a time and each within a time limit, and returns those with a valid
 * signature. A slow body gives way to newer ones, so nobody can keep GitHub's own deliveries out by holding connections
 * open.
 */
import type { IncomingMessage } from 'node:http'
import { performance } from 'node:perf_hooks'
import { createIntake } from '../web/intake.ts'
import { Refused } from './plain-response.ts'
import { readSignedBody } from './signed-body.ts'
import { MAX_BYTES_IN_MEMORY } from './spool.ts'
import type { WebhookHead } from './webhook-headers.ts'

export interface BodyReaderOptions {
  /** GitHub may have used any of these secrets to sign. */
  readonly secrets: readonly string[]
  /** The address block (one IPv4 address, or one IPv6 /64) that a request comes from. */
  readonly blockOf: (request: IncomingMessage) => string
  /** Maximum time that a body may take to arrive, in milliseconds. */
  readonly slowestBodyMs: number
  /** Folder for temporary files. */
  readonly folder: string
}

/**
 * Maximum number of bodies read at a time, each with at most 1 MB in memory. A body from GitHub arrives within two
 * round trips of 0.1 s, so this allows about 300 deliveries per second.
 */
const MAX_BODIES = 64

/**
 * Maximum number of those bodies that may exceed 1 MB, a size that GitHub hardly ever sends. They use at most 100 MB of
 * disk, or of memory if a container's temporary folder is in memory.
 */
const MAX_LARGE_BODIES = 4

/**
 * Many times longer than a body from GitHub takes. After this time, a body gives way to a new one if no slot is free.
 */
const GRACE_MS = 1_000

/**
 * @returns a function that reads the body of a webhook and checks its signature; it throws Refused with 400 for a wrong
 *   signature, 408 for a slow body, 503 when too many bodies arrive
 */
export function createBodyReader(options: BodyReaderOptions) {
  const now = () => performance.now()
  const limits = { graceMs: GRACE_MS, fairShare: 1 / 4, now }
  const bodies = createIntake({ most: MAX_BODIES, ...limits })
  const largeBodies = createIntake({ most: MAX_LARGE_BODIES, ...limits })

  return async (request: IncomingMessage, { length, signature }: WebhookHead): Promise<Buffer> => {
    const ending = new AbortController()
    const incoming = { size: 1, block: options.blockOf(request), giveWay: () => ending.abort(tooMany()) }
    const intakes = length > MAX_BYTES_IN_MEMORY ? [largeBodies, bodies] : [bodies]
    const entries = intakes.map((it) => it.enter(incoming))
    const timer = setTimeout(() => ending.abort(tooSlow()), options.slowestBodyMs)
    try {
      if (entries.includes(null)) throw tooMany()
      const { signal } = ending
      const body = await readSignedBody(request, { ...options, length, signature, signal })
      if (body === null) throw forged()
      return body
    } finally {
      clearTimeout(timer)
      for (const entry of entries) entry?.leave()
    }
  }
}

function tooMany(): Refused {
  const sentence = `More than ${MAX_BODIES} webhooks, or ${MAX_LARGE_BODIES} large ones, are arriving at the same time; deliver it again.`
  return new Refused(503, sentence, { 'retry-after': '5' })
}

function tooSlow(): Refused {
  return new Refused(408, 'The body took too long to arrive.')
}

function forged(): Refused {
  return new Refused(400, 'The signature does not match the payload and the secret.')
}
