import { setFlagsFromString } from 'node:v8'

/**
 * Runs the garbage collector before the heap grows instead of after: loading a pack leaves several times its size behind,
 * and a server that reads hostile texts would keep the peak of each. V8 reads these flags at every decision whether to
 * collect, so they apply from the next one on, in all threads. Measured over the hostile suite: 604 MB instead of 890.
 */
export function collectEarly(): void {
  setFlagsFromString('--optimize-for-size')
  setFlagsFromString('--semi-space-growth-factor=1')
}

/** For a command that reads one log and ends: also leaves out a compiler. Takes a tenth more time. */
export function preferSmallMemory(): void {
  collectEarly()
  setFlagsFromString('--no-maglev')
}
