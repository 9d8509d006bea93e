/** How long a process that is asked to end waits for what it works on. */
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Docker kills a container ten seconds after it asked it to end:
 * https://docs.docker.com/reference/cli/docker/container/stop/
 */
const GRACE_MS = 8_000

/** @returns false when the work had not ended within the time; it goes on, and nobody waits for it */
export async function endsWithin(work: Promise<unknown>, ms: number = GRACE_MS): Promise<boolean> {
  const waiting = new AbortController()
  const over = sleep(ms, false, { signal: waiting.signal }).catch(() => false)
  try {
    return await Promise.race([work.then(() => true), over])
  } finally {
    waiting.abort()
  }
}
