/**
 * Lets bodies of webhooks come in, so many at a time and each for so long, and hands on those that are signed. Bodies that
 * come slowly give way to those that come after them: nobody can keep GitHub's own deliveries out by holding the places.
 */
import type { IncomingMessage } from 'node:http'
import { performance } from 'node:perf_hooks'
import { createIntake } from '../web/intake.ts'
import { Refused } from './plain-response.ts'
import { readSignedBody } from './signed-body.ts'
import { MAX_BYTES_IN_MEMORY } from './spool.ts'
import type { WebhookHead } from './webhook-headers.ts'

export interface BodyReaderOptions {
  /** Any of them may have signed. */
  readonly secrets: readonly string[]
  /** The block of addresses that a request comes from. */
  readonly blockOf: (request: IncomingMessage) => string
  /** How long a body may take to come, in milliseconds. */
  readonly slowestBodyMs: number
  /** Of temporary files. */
  readonly folder: string
}

/**
 * Bodies that come in at a time, with a megabyte of memory each at most. GitHub's are there within two round trips of a
 * tenth of a second: that is some three hundred deliveries a second.
 */
const MAX_BODIES = 64

/**
 * Those of them above a megabyte, which GitHub hardly ever sends: 100 MB of a disk at most, or of a container's memory where
 * its temporary folder lies there.
 */
const MAX_LARGE_BODIES = 4

/** Many times of what a body of GitHub takes; behind it a body gives way to the next when there is no place left. */
const GRACE_MS = 1_000

/** @returns the body of a webhook that is signed; throws Refused with 400 when it is not, 408 when it is slow, 503 when too many come */
export function createBodyReader(options: BodyReaderOptions) {
  const now = () => performance.now()
  const ways = { graceMs: GRACE_MS, fairShare: 1 / 4, now }
  const bodies = createIntake({ most: MAX_BODIES, ...ways })
  const largeBodies = createIntake({ most: MAX_LARGE_BODIES, ...ways })

  return async (request: IncomingMessage, { length, signature }: WebhookHead): Promise<Buffer> => {
    const ending = new AbortController()
    const incoming = { size: 1, block: options.blockOf(request), giveWay: () => ending.abort(tooMany()) }
    const intakes = length > MAX_BYTES_IN_MEMORY ? [largeBodies, bodies] : [bodies]
    const entrances = intakes.map((it) => it.enter(incoming))
    const timer = setTimeout(() => ending.abort(tooSlow()), options.slowestBodyMs)
    try {
      if (entrances.includes(null)) throw tooMany()
      const { signal } = ending
      const body = await readSignedBody(request, { ...options, length, signature, signal })
      if (body === null) throw forged()
      return body
    } finally {
      clearTimeout(timer)
      for (const entrance of entrances) entrance?.leave()
    }
  }
}

function tooMany(): Refused {
  const sentence = `More than ${MAX_BODIES} webhooks, or ${MAX_LARGE_BODIES} large ones, come in at once; deliver it again.`
  return new Refused(503, sentence, { 'retry-after': '5' })
}

function tooSlow(): Refused {
  return new Refused(408, 'A webhook comes in at once.')
}

function forged(): Refused {
  return new Refused(400, 'The signature does not match the payload and the secret.')
}
