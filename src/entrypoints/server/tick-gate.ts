/**
 * Lets waiting calls pass one by one, one per tick of the event loop. Incoming data is read once a tick, so a webhook
 * is answered between two steps of the work and not after all of them.
 */
export function createTickGate(): () => Promise<void> {
  const waiting: (() => void)[] = []
  const tick = () => {
    waiting.shift()?.()
    if (waiting.length > 0) setImmediate(tick)
  }
  return () =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(tick)
    })
}
