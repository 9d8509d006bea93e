/** The time that one file has, and the silence that its server may keep. */
import { UnreadFileError } from './not-read.ts'

export interface Deadline {
  /** Aborted with a `NotRead` when the time is over. */
  readonly signal: AbortSignal
  /** The promise, or the reason of the abort if that comes first. */
  race<T>(promise: Promise<T>): Promise<T>
  /** Bytes came: the silence begins anew. */
  heard(): void
  end(): void
}

/**
 * @param times milliseconds in all, and of silence
 * @param whole the time of the whole issue; its abort ends this one too
 */
export function startDeadline(times: { fileMs: number; idleMs: number }, whole: AbortSignal): Deadline {
  const controller = new AbortController()
  const { signal } = controller
  const total = setTimeout(
    () => controller.abort(new UnreadFileError(`could not be fetched within ${seconds(times.fileMs)}`)),
    times.fileMs,
  )
  const silence = setTimeout(
    () =>
      controller.abort(new UnreadFileError(`could not be reached: its server was silent for ${seconds(times.idleMs)}`)),
    times.idleMs,
  )
  const over = () => controller.abort(whole.reason)
  if (whole.aborted) over()
  else whole.addEventListener('abort', over)
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason))
  })
  aborted.catch(() => {})
  return {
    signal,
    race: (promise) => Promise.race([promise, aborted]),
    heard: () => void silence.refresh(),
    end: () => {
      clearTimeout(total)
      clearTimeout(silence)
      whole.removeEventListener('abort', over)
    },
  }
}

/** `10 seconds`; shorter times, as tests use, in milliseconds. */
export function seconds(ms: number): string {
  return ms < 1000 ? `${ms} milliseconds` : `${ms / 1000} seconds`
}
