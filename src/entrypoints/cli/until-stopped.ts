/** Keeps a command running until the process is asked to stop, then shuts it down cleanly. */
import type { EventEmitter } from 'node:events'

/** Both ask the process to stop: SIGINT comes from Ctrl-C, SIGTERM from a process manager. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * @param signals emits the signals: the process
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
