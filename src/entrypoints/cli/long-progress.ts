/**
 * How far work came that takes minutes: a bar with rate and time left on a terminal, a line now and then elsewhere, where
 * a log keeps it.
 */
import { bar } from './progress.ts'

export interface LongProgress {
  /** @param done things so far; @param share of the whole that is done, 0 to 1 */
  report(done: number, share: number): void
  /** Says something else; the bar comes back with the next report. */
  say(line: string): void
  clear(): void
}

export interface LongProgressOptions {
  /** What is counted, e.g. `reports read`. */
  readonly noun: string
  readonly terminal: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>
  /** Takes a line where there is no terminal. */
  readonly warn: (line: string) => void
  /** Milliseconds, of a clock that only goes forward. */
  readonly now: () => number
}

const REDRAW_MS = 100
const LINE_EVERY_MS = 10_000

export function createLongProgress({ noun, terminal, warn, now }: LongProgressOptions): LongProgress {
  const start = now()
  const every = terminal.isTTY ? REDRAW_MS : LINE_EVERY_MS
  let last = Number.NEGATIVE_INFINITY
  const clear = () => void (terminal.isTTY && terminal.write('\r\u001b[K'))
  return {
    report(done, share) {
      if (now() - last < every) return
      last = now()
      const seconds = (now() - start) / 1000
      const said = `${done} ${noun}${rateOf(done, seconds)}${leftOf(share, seconds)}`
      if (terminal.isTTY) terminal.write(`\r\u001b[K${bar(share)} ${said}`)
      else warn(said)
    },
    say(line) {
      clear()
      warn(line)
    },
    clear,
  }
}

/** The first second tells nothing. */
function rateOf(done: number, seconds: number): string {
  return seconds < 1 ? '' : `, ${Math.round(done / seconds)} a second`
}

function leftOf(share: number, seconds: number): string {
  if (seconds < 1 || share <= 0.01 || share >= 1) return ''
  const left = (seconds * (1 - share)) / share
  return left < 90 ? `, about ${Math.max(1, Math.round(left))} s left` : `, about ${Math.round(left / 60)} min left`
}
