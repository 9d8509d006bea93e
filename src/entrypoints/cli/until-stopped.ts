/** Keeps a command running until the process is asked to stop, then ends it in order. */
import type { EventEmitter } from 'node:events'

/** Both ask the process to stop: SIGINT by Ctrl-C, SIGTERM by a process manager. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * @param signals emitter of the signals: the process
 * @param stop ends the running work; a second signal does not wait for it
 */
export function untilStopped(signals: EventEmitter, stop: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const onSignal = () => {
      for (const signal of SIGNALS) signals.off(signal, onSignal)
      stop().then(resolve, reject)
    }
    for (const signal of SIGNALS) signals.on(signal, onSignal)
  })
}
