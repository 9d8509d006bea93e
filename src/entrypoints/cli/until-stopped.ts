/** Keeps a command running until the process is asked to stop, then lets it end in order. */
import type { EventEmitter } from 'node:events'

/** Both are asked politely: SIGINT by Ctrl-C, SIGTERM by whoever runs the process. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * @param signals where they arrive: the process
 * @param stop ends what runs; a second signal does not wait for it
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
