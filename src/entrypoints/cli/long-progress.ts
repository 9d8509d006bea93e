/**
 * Progress of work that takes minutes: on a terminal, a bar with rate and remaining time; otherwise a line every 10 s
 * for the log.
 */
import { bar } from './progress.ts'

export interface LongProgress {
  /** Says what was done before, so that it does not count for the rate and the remaining time. */
  startFrom(done: number, share: number): void
  /** @param done items so far; @param share completed share of the whole, 0 to 1 */
  report(done: number, share: number): void
  /** Prints a separate line; the bar returns with the next report. */
  say(line: string): void
  clear(): void
}

export interface LongProgressOptions {
  /** Name of the counted items in the plural, e.g. `reports read`. */
  readonly noun: string
  readonly terminal: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>
  /** Prints a line if there is no terminal. */
  readonly warn: (line: string) => void
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number
}

const REDRAW_MS = 100
const LINE_EVERY_MS = 10_000

export function createLongProgress({ noun, terminal, warn, now }: LongProgressOptions): LongProgress {
  let start = { at: now(), done: 0, share: 0 }
  const every = terminal.isTTY ? REDRAW_MS : LINE_EVERY_MS
  let last = Number.NEGATIVE_INFINITY
  const clear = () => void (terminal.isTTY && terminal.write('\r\u001b[K'))
  return {
    startFrom(done, share) {
      start = { at: now(), done, share }
    },
    report(done, share) {
      if (now() - last < every) return
      last = now()
      const seconds = (now() - start.at) / 1000
      const left = leftOf({ share, since: start.share }, seconds)
      const line = `${done} ${noun}${rateOf(done - start.done, seconds)}${left}`
      if (terminal.isTTY) terminal.write(`\r\u001b[K${bar(share)} ${line}`)
      else warn(line)
    },
    say(line) {
      clear()
      warn(line)
    },
    clear,
  }
}

/** In the first second the rate is meaningless. The second half of a run counts from zero again. */
function rateOf(done: number, seconds: number): string {
  return seconds < 1 || done < 0 ? '' : `, ${Math.round(done / seconds)} per second`
}

/** @param since the share at the start */
function leftOf({ share, since }: { readonly share: number; readonly since: number }, seconds: number): string {
  if (seconds < 1 || share - since <= 0.01 || share >= 1) return ''
  const left = (seconds * (1 - share)) / (share - since)
  return left < 90 ? `, about ${Math.max(1, Math.round(left))} s left` : `, about ${Math.round(left / 60)} min left`
}
