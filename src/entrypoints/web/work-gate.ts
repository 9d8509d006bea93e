/**
 * The single gate in front of all diagnoses for strangers: pages, API and tools. It limits how much data a client may
 * send and have unpacked per minute, how much is held in memory at a time, and how many diagnoses run at a time.
 * Refusals say when to retry.
 */
import { performance } from 'node:perf_hooks'
import type { Context } from 'hono'
import { LIMITS, MEGABYTE } from '../../adapters/attachments/limits.ts'
import { createAllowance } from './allowance.ts'
import { createFairQueue } from './fair-queue.ts'
import { createIntake } from './intake.ts'
import { contentLength, free, readBody, TooLarge } from './read-body.ts'
import { refuse } from './refuse.ts'
import type { WebDeps } from './web-deps.ts'

/** Limits for one request, in bytes. */
export interface MaxRequest {
  readonly body: number
  /** Maximum total size of its archives once unpacked; 0 by default. */
  readonly unpacked?: number
}

/** Result of the work on a request. */
export interface WorkResult {
  readonly response: Response | Promise<Response>
  /** Total size of its unpacked archives in bytes; 0 by default. */
  readonly unpacked?: number
}

export interface WorkGate {
  /** Runs `work` on the body of a request when a slot is free, or refuses it. The body is freed afterwards. */
  admit(c: Context, limits: MaxRequest, work: (body: Uint8Array) => Promise<WorkResult>): Promise<Response>
}

/**
 * Bytes that a client may send and have unpacked per minute: 12 logs of 25 MB, or 6 reports of the maximum unpacked
 * size.
 */
const MAX_BYTES_A_MINUTE = 6 * LIMITS.unpackedBytes

/** Maximum bytes of all bodies that are arriving, waiting or being processed: two forms of the largest size. */
const MAX_BYTES_HELD = 2 * (LIMITS.fileBytes + MEGABYTE)

/** Every body counts as at least this many bytes from the start, to cover its connection's memory. */
const MIN_BYTES_HELD = 64 * 1024

/** After this time, a body that is still arriving gives way to a new one if memory is full. */
const GRACE_MS = 10_000

/**
 * A diagnosis takes several times its unpacked bytes in memory, and on one thread, two at a time would finish no
 * sooner.
 */
const MAX_RUNNING = 1

/** Maximum number of waiting requests, and how long they wait: at most as long as people wait for a page. */
const MAX_WAITING = 64
const WAIT_MS = 10_000

/** @returns the gate; a process has only one */
export function createWorkGate({ clock, blockOf }: Pick<WebDeps, 'clock' | 'blockOf'>): WorkGate {
  const allowance = createAllowance(MAX_BYTES_A_MINUTE, clock)
  const intake = createIntake({
    most: MAX_BYTES_HELD,
    graceMs: GRACE_MS,
    fairShare: 1 / 2,
    now: () => performance.now(),
  })
  const slots = createFairQueue({ atOnce: MAX_RUNNING, waiting: MAX_WAITING, withinMs: WAIT_MS })

  /** Reads the body and keeps its memory accounted for until the work on it is done. */
  async function hold(c: Context, most: number, use: (body: Uint8Array) => Promise<WorkResult>): Promise<WorkResult> {
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

  async function inSlot(c: Context, work: () => Promise<WorkResult>): Promise<WorkResult> {
    const release = await slots.take(blockOf(c), c.req.raw.signal)
    if (release === null) throw new Busy()
    try {
      return await work()
    } finally {
      release()
    }
  }

  return {
    async admit(c, { body: most, unpacked = 0 }, work) {
      const size = contentLength(c) ?? most
      if (size > most) return refuse(c, 'too-large', { connection: 'close' })
      const taken = allowance.take(blockOf(c), size + unpacked)
      if (taken === null) return refuse(c, 'too-much', { 'retry-after': String(allowance.wait()) })
      let unused = unpacked
      try {
        const { response } = await hold(c, most, (body) => {
          unused += size - body.length
          return inSlot(c, async () => {
            // If the work throws, the unpacked bytes are unknown and count in full.
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

/** Thrown when memory or all slots are in use. */
class Busy extends Error {}
