/**
 * Lets waiting calls pass one at a time, one per event-loop tick. Incoming data is read once per tick, so a webhook is
 * answered between two steps of the work instead of after all of them.
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

/**
 * The one gate of this thread. Everything that works for milliseconds passes it between two steps; with a gate of their
 * own, four deliveries would each take a step within one tick.
 */
export const nextFreeTick = createTickGate()
