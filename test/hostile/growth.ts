/** Whether the time that a function takes grows with its text or faster. The one place where tests read a clock. */
import { type EntryPoint, LONGEST_BODY } from './entry-points.ts'
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
/** For what comes in one issue or comment. */
const MAX_MS = 250
/** Where one run was slow, the fastest of so many counts. */
const RUNS = 4

/**
 * @param largest size of the text; a quarter of it is tried before, and a half where it takes time worth looking at
 * @returns what is wrong, in words; null when nothing is
 */
export function growthFault(point: EntryPoint, shape: Shape, largest: number): string | null {
  const limit = point.largest > LONGEST_BODY ? Infinity : MAX_MS
  const time = (size: number, enough: number) => fastest(point, shape.text(size), enough)
  // The smaller text first: where time grows with the square, nobody has to wait for the larger.
  if (time(largest >> 2, limit) > limit) return tooLong(shape, largest >> 2, limit)
  const whole = time(largest, FLOOR_MS)
  if (whole > limit) return tooLong(shape, largest, limit)
  if (whole < FLOOR_MS) return null
  const [quarter, half] = [time(largest >> 2, 0), time(largest >> 1, 0)]
  if (whole <= MAX_RATIO * Math.max(quarter, FLOOR_MS / MAX_RATIO / 2)) return null
  const times = [quarter, half, whole].map((ms) => ms.toFixed(0)).join(', ')
  return `${shape.name}: ${times} ms for a quarter, a half and all of ${largest} characters`
}

function tooLong(shape: Shape, size: number, limit: number): string {
  return `${shape.name}: more than ${limit} ms for ${size} characters`
}

/** One run where it takes no longer than `enough`; else the fastest of some. */
function fastest(point: EntryPoint, text: string, enough: number): number {
  let best = Infinity
  for (let run = 0; run < RUNS && best > enough; run++) best = Math.min(best, timeOf(point.ready(text)))
  return best
}

/** Milliseconds; of the processor's time where that is less, as the machine has other things to do. */
function timeOf(run: () => unknown): number {
  const began = performance.now()
  const cpu = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(cpu)
  return Math.min(performance.now() - began, (user + system) / 1000)
}
