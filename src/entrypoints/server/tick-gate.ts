/**
 * Lets those who wait pass one by one, one in each turn of the event loop. What arrives from outside is read once a turn,
 * so that a webhook is answered between two steps of the work rather than after all of them.
 */
export function createTickGate(): () => Promise<void> {
  const waiting: (() => void)[] = []
  const turn = () => {
    waiting.shift()?.()
    if (waiting.length > 0) setImmediate(turn)
  }
  return () =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(turn)
    })
}
