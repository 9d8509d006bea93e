/**
 * The one gate before all that is diagnosed for strangers, be it by a page, the API or the tools: how much they send and
 * have unpacked in a minute, how much of it is held at a time, and how many are worked for at a time. What is too much
 * is told so, and when to come again.
 */
import { performance } from 'node:perf_hooks'
import type { Context } from 'hono'
import { LIMITS, MEGABYTE } from '../../adapters/attachments/limits.ts'
import { createAllowance } from './allowance.ts'
import { createFairQueue } from './fair-queue.ts'
import { createIntake } from './intake.ts'
import { free, readBody, saidLength, TooLarge } from './read-body.ts'
import { refuse } from './refuse.ts'
import type { WebDeps } from './web-deps.ts'

/** How much one request may come to, in bytes. */
export interface MaxRequest {
  readonly body: number
  /** What its archives may unpack to, all together; nothing is unpacked unless told. */
  readonly unpacked?: number
}

/** What came of a request. */
export interface Worked {
  readonly response: Response | Promise<Response>
  /** Bytes that its archives unpacked to; none unless told. */
  readonly unpacked?: number
}

export interface WorkGate {
  /** Has the work done on the body of a request when its turn comes, or refuses it. The body is gone afterwards. */
  admit(c: Context, largest: MaxRequest, work: (body: Uint8Array) => Promise<Worked>): Promise<Response>
}

/** Of one block of addresses, sent and unpacked: twelve logs of 25 MB, or six reports with all that may be unpacked of one. */
const MAX_BYTES_A_MINUTE = 6 * LIMITS.unpackedBytes

/** Of all bodies that come in, wait and are worked on, as far as they have come: two forms of the largest size. */
const MAX_BYTES_HELD = 2 * (LIMITS.fileBytes + MEGABYTE)

/** Any body counts as much from its beginning, for what its connection takes. */
const MIN_BYTES_HELD = 64 * 1024

/** A body that has been coming in for that long gives way to a new one, if there are too many. */
const GRACE_MS = 10_000

/** Each holds several times what its archives unpacked to; and on one thread two at a time are done no sooner. */
const MAX_AT_WORK = 1

/** What waits is told within the time that people wait for a page. */
const MAX_WAITING = 64
const WAIT_MS = 10_000

/** @returns a gate of which there is one a process */
export function createWorkGate({ clock, blockOf }: Pick<WebDeps, 'clock' | 'blockOf'>): WorkGate {
  const allowance = createAllowance(MAX_BYTES_A_MINUTE, clock)
  const intake = createIntake({
    ...{ most: MAX_BYTES_HELD, graceMs: GRACE_MS, fairShare: 1 / 2 },
    now: () => performance.now(),
  })
  const turns = createFairQueue({ atOnce: MAX_AT_WORK, waiting: MAX_WAITING, withinMs: WAIT_MS })

  /** Takes the body in, and holds its room until the work on it is done. */
  async function hold(c: Context, most: number, use: (body: Uint8Array) => Promise<Worked>): Promise<Worked> {
    const ending = new AbortController()
    const giveWay = () => ending.abort(new Busy())
    const entrance = intake.enter({ size: MIN_BYTES_HELD, block: blockOf(c), giveWay })
    if (entrance === null) throw new Busy()
    const onPiece = (bytes: number) => {
      if (!entrance.grow(bytes)) throw new Busy()
    }
    try {
      const body = await readBody(c, { most, onPiece, signal: ending.signal })
      entrance.arrived()
      return await use(body).finally(() => free(body))
    } finally {
      entrance.leave()
    }
  }

  async function inTurn(c: Context, work: () => Promise<Worked>): Promise<Worked> {
    const end = await turns.take(blockOf(c), c.req.raw.signal)
    if (end === null) throw new Busy()
    try {
      return await work()
    } finally {
      end()
    }
  }

  return {
    async admit(c, { body: most, unpacked = 0 }, work) {
      const size = saidLength(c) ?? most
      if (size > most) return refuse(c, 'too-large', { connection: 'close' })
      const taken = allowance.take(blockOf(c), size + unpacked)
      if (taken === null) return refuse(c, 'too-much', { 'retry-after': String(allowance.wait()) })
      let unused = unpacked
      try {
        const { response } = await hold(c, most, (body) => {
          unused += size - body.length
          return inTurn(c, async () => {
            // Of work that breaks nobody knows how much it unpacked.
            unused -= unpacked
            const worked = await work(body)
            unused += unpacked - (worked.unpacked ?? 0)
            return worked
          })
        })
        return await response
      } catch (error) {
        if (error instanceof TooLarge) return refuse(c, 'too-large', { connection: 'close' })
        if (error instanceof Busy) return refuse(c, 'busy', { 'retry-after': '5' })
        throw error
      } finally {
        taken.giveBack(unused)
      }
    },
  }
}

/** Raised where others have taken what there is. */
class Busy extends Error {}
