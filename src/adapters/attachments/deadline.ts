/** Time limits for fetching one file: one for the whole fetch and one between two chunks of data. */
import { UnreadFileError } from './unread-file-error.ts'

export interface Deadline {
  /** Aborted with an `UnreadFileError` when a time limit is exceeded. */
  readonly signal: AbortSignal
  /** Settles like the promise, or rejects with the abort reason if the signal is aborted first. */
  race<T>(promise: Promise<T>): Promise<T>
  /** Must be called whenever data arrives. */
  restartIdleTimer(): void
  /** Clears the timers. */
  end(): void
}

/**
 * @param times time limits in milliseconds: for the whole file, and without any data
 * @param issueSignal aborted when the time limit for the whole issue is exceeded; also aborts this deadline
 */
export function startDeadline(times: { fileMs: number; idleMs: number }, issueSignal: AbortSignal): Deadline {
  const controller = new AbortController()
  const { signal } = controller
  const totalTimer = setTimeout(
    () => controller.abort(new UnreadFileError(`could not be fetched within ${seconds(times.fileMs)}`)),
    times.fileMs,
  )
  const idleTimer = setTimeout(
    () =>
      controller.abort(new UnreadFileError(`could not be reached: its server was silent for ${seconds(times.idleMs)}`)),
    times.idleMs,
  )
  const abortWithIssue = () => controller.abort(issueSignal.reason)
  if (issueSignal.aborted) abortWithIssue()
  else issueSignal.addEventListener('abort', abortWithIssue)
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason))
  })
  aborted.catch(() => {})
  return {
    signal,
    race: (promise) => Promise.race([promise, aborted]),
    restartIdleTimer: () => void idleTimer.refresh(),
    end: () => {
      clearTimeout(totalTimer)
      clearTimeout(idleTimer)
      issueSignal.removeEventListener('abort', abortWithIssue)
    },
  }
}

/** Formats a duration as `10 seconds`. Durations below 1 second, as used in tests, are in milliseconds. */
export function seconds(ms: number): string {
  return ms < 1000 ? `${ms} milliseconds` : `${ms / 1000} seconds`
}
