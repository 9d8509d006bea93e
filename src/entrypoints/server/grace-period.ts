/** Limits how long a process waits for its running work when it is asked to stop. */
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Docker kills a container 10 seconds after asking it to stop:
 * https://docs.docker.com/reference/cli/docker/container/stop/
 */
const GRACE_MS = 8_000

/** @returns false if the work has not ended within `ms`; the work then continues, but nothing waits for it */
export async function endsWithin(work: Promise<unknown>, ms: number = GRACE_MS): Promise<boolean> {
  const waiting = new AbortController()
  const over = sleep(ms, false, { signal: waiting.signal }).catch(() => false)
  try {
    return await Promise.race([work.then(() => true), over])
  } finally {
    waiting.abort()
  }
}
