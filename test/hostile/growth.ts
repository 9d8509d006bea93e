/** Measures whether a function takes more than linear time. This is the only test code that reads a clock. */
import { type EntryPoint, MAX_BODY_LENGTH } from './entry-points.ts'
import type { Shape } from './shapes.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Seed for the random shapes that are tested in addition to the fixed ones. */
    growthSeed: number
  }
}

/** A text four times as long takes about 4.6 times as long in n log n time, and 16 times as long in quadratic time. */
const MAX_RATIO = 8
/**
 * The last doubling takes about 2.1 times as long in n log n time, and 4 times as long in quadratic time. A text that no
 * longer fits in the cache costs more a character, but only once.
 */
const MAX_LAST_RATIO = 3
/** A shorter time for the largest text cannot be distinguished from noise, and is harmless. */
const FLOOR_MS = 60
/** The shortest time that the clock measures reliably. */
const MIN_MS = 4
/** Maximum time for the text of one issue or comment, on a machine that does the reference work in its time. */
const MAX_MS = 250
const REFERENCE_MS = 85
/** A slow measurement is repeated, and the fastest run counts. */
const RUNS = 4

/** Text size → the time of the fastest run, in milliseconds. */
type Times = Map<number, number>

/**
 * @param largest the largest text size. A quarter of it is measured too, and also half of it if the time is suspicious.
 * @returns a description of the fault; null if there is none
 */
export function growthFault(point: EntryPoint, shape: Shape, largest: number): string | null {
  const times: Times = new Map()
  const limit = point.largest > MAX_BODY_LENGTH ? Infinity : MAX_MS
  let fault: string | null = null
  for (let run = 0; run < RUNS; run++) {
    fault = tryOnce({ point, shape, largest, limit, times })
    if (fault === null) return null
  }
  return fault
}

interface Trial {
  readonly point: EntryPoint
  readonly shape: Shape
  readonly largest: number
  readonly limit: number
  readonly times: Times
}

/** Measures the smallest text first, so that quadratic time is found without waiting for the largest text. */
function tryOnce({ point, shape, largest, limit, times }: Trial): string | null {
  const time = (size: number) => {
    const ms = Math.min(times.get(size) ?? Infinity, timeOf(point.ready(shape.text(size))))
    times.set(size, ms)
    return ms
  }
  for (const size of [largest >> 2, largest])
    if (time(size) > limit && time(size) > limit * slowness()) {
      return `${shape.name}: more than ${limit} ms for ${size} characters`
    }
  const [quarter = 0, whole = 0] = times.values()
  if (whole < FLOOR_MS || whole <= MAX_RATIO * Math.max(quarter, MIN_MS)) return null
  const half = time(largest >> 1)
  if (whole <= MAX_LAST_RATIO * half) return null
  const formatted = [quarter, half, whole].map((ms) => ms.toFixed(0)).join(', ')
  return `${shape.name}: ${formatted} ms for a quarter, a half and all of ${largest} characters`
}

/** How many times as long as the reference machine this one takes at present; at least 1. */
function slowness(): number {
  const fastest = Math.min(...Array.from({ length: 3 }, () => timeOf(referenceWork)))
  return Math.max(1, fastest / REFERENCE_MS)
}

/** Sorting, joining and splitting, with as much memory as a large report takes. */
function referenceWork(): void {
  const numbers = Array.from({ length: 200_000 }, (_, at) => (at * 7_919) % 200_003)
  numbers
    .sort((a, b) => a - b)
    .join(',')
    .split(',')
}

/** Returns milliseconds: the CPU time if it is less than the elapsed time, because the machine does other work too. */
function timeOf(run: () => unknown): number {
  const start = performance.now()
  const cpu = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(cpu)
  return Math.min(performance.now() - start, (user + system) / 1000)
}
