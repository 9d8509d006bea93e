/** A progress line on a terminal; prints nothing if standard error is not a terminal. */

import { nameForTerminal } from './terminal-text.ts'

export interface Progress {
  /** @param done bytes so far */
  report(done: number): void
  /** Removes the line. */
  clear(): void
}

/** Minimum time between two redraws, in milliseconds. */
const REDRAW_MS = 100

const WIDTH = 24

/** @param total total number of bytes; 0 if unknown */
export function createProgress(name: string, total: number, terminal: NodeJS.WriteStream = process.stderr): Progress {
  if (!terminal.isTTY) return { report: () => undefined, clear: () => undefined }
  const shown = nameForTerminal(name)
  const start = performance.now()
  let drawn = start
  return {
    report(done) {
      const now = performance.now()
      if (now - drawn < REDRAW_MS) return
      drawn = now
      const share = total === 0 ? 0 : Math.min(1, done / total)
      const speed = done / 1e6 / ((now - start) / 1000)
      terminal.write(
        `\r\u001b[K${bar(share)} ${(100 * share).toFixed(0).padStart(3)} %  ${speed.toFixed(0)} MB/s  ${shown}`,
      )
    },
    clear: () => void terminal.write('\r\u001b[K'),
  }
}

export interface StepProgress {
  /** @param total steps known so far; may grow */
  report(done: number, total: number): void
  clear(): void
}

/** Shows the progress of work that is counted in items. */
export function createStepProgress(noun: string, terminal: NodeJS.WriteStream = process.stderr): StepProgress {
  if (!terminal.isTTY) return { report: () => undefined, clear: () => undefined }
  return {
    report: (done, total) =>
      void terminal.write(`\r\u001b[K${bar(Math.min(1, done / Math.max(1, total)))} ${done} of ${total} ${noun}`),
    clear: () => void terminal.write('\r\u001b[K'),
  }
}

/** @param share from 0 to 1 */
export function bar(share: number): string {
  return '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░')
}
