/** The end of a process that has met a fault which nothing was written for: what it holds may be anything from then on. */
import type { Logger } from 'pino'
import { withoutPayloads } from './log.ts'

const FAILED = 1

/**
 * From now on an exception that nothing caught, or a rejection that nobody waited for, is logged with its cause, and ends
 * the process with 1 before anything else happens in it. Whoever keeps the process running starts it again; what was at
 * work is on disk, and goes on then.
 * @param log writes before it returns
 */
export function endOnFault(log: Logger): void {
  const quiet = withoutPayloads(log)
  for (const origin of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(origin, (cause: unknown) => {
      try {
        const err = cause instanceof Error ? cause : new Error(String(cause))
        quiet.fatal({ err, origin }, 'a fault that nothing caught: the process ends with 1, to be started again')
      } finally {
        process.exit(FAILED)
      }
    })
  }
}
