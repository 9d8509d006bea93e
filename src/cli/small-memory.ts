import { setFlagsFromString } from 'node:v8'

/**
 * Has the collector run before memory grows, rather than after: what a pack leaves behind while it is loaded is several
 * times the pack, and a log is read on whatever machine it lies on. Takes a tenth more time. V8 reads the flags whenever
 * it looks whether to collect, so they hold from the next time on.
 */
export function preferSmallMemory(): void {
  setFlagsFromString('--optimize-for-size')
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--no-maglev')
}
