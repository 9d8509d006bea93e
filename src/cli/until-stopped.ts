/** Keeps a command running until the process is asked to stop, then lets it end in order. */

/** Both are asked politely: SIGINT by Ctrl-C, SIGTERM by whoever runs the process. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** @param stop ends what runs; a second signal does not wait for it */
export function untilStopped(stop: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const onSignal = () => {
      for (const signal of SIGNALS) process.off(signal, onSignal)
      stop().then(resolve, reject)
    }
    for (const signal of SIGNALS) process.on(signal, onSignal)
  })
}
