/** Whether the time that a function takes grows with its text or faster. The one place where tests read a clock. */
import { type EntryPoint, MAX_BODY_LENGTH } from './entry-points.ts'
import type { Shape } from './shapes.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where chance begins that puts texts together besides those that are always tried. */
    growthSeed: number
  }
}

/** Four times the text takes 4.6 times as long at n log n, and 16 times where time grows with the square. */
const MAX_RATIO = 8
/** What takes less for its largest text is too short to be told from noise, and is nobody's trouble. */
const FLOOR_MS = 60
/** What a clock can tell from nothing. */
const MIN_MS = 4
/** For what comes in one issue or comment. */
const MAX_MS = 250
/** Where something is wrong, it is tried again, and the fastest run counts. */
const RUNS = 4

/** The fastest run for each size. */
type Times = Map<number, number>

/**
 * @param largest size of the text; a quarter of it is tried before, and a half where it takes time worth looking at
 * @returns what is wrong, in words; null when nothing is
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

/** The smallest text first: where time grows with the square, nobody has to wait for the largest. */
function tryOnce({ point, shape, largest, limit, times }: Trial): string | null {
  const time = (size: number) => {
    const ms = Math.min(times.get(size) ?? Infinity, timeOf(point.ready(shape.text(size))))
    times.set(size, ms)
    return ms
  }
  for (const size of [largest >> 2, largest])
    if (time(size) > limit) return `${shape.name}: more than ${limit} ms for ${size} characters`
  const [quarter = 0, whole = 0] = times.values()
  if (whole < FLOOR_MS || whole <= MAX_RATIO * Math.max(quarter, MIN_MS)) return null
  const told = [quarter, time(largest >> 1), whole].map((ms) => ms.toFixed(0)).join(', ')
  return `${shape.name}: ${told} ms for a quarter, a half and all of ${largest} characters`
}

/** Milliseconds; of the processor's time where that is less, as the machine has other things to do. */
function timeOf(run: () => unknown): number {
  const began = performance.now()
  const cpu = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(cpu)
  return Math.min(performance.now() - began, (user + system) / 1000)
}
