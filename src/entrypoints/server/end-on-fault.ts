/** Ends the process after an unexpected error: its state can no longer be trusted. */
import type { Logger } from 'pino'
import { withoutPayloads } from './log.ts'

const FAILED = 1

/**
 * From now on, an uncaught exception or unhandled rejection is logged with its cause and ends the process with exit
 * code 1 before anything else runs. The process manager starts the bot again, and it continues with the queue on disk.
 * @param log must write synchronously
 */
export function exitOnUncaughtError(log: Logger): void {
  const quiet = withoutPayloads(log)
  for (const origin of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(origin, (cause: unknown) => {
      try {
        const err = cause instanceof Error ? cause : new Error(String(cause))
        quiet.fatal({ err, origin }, 'uncaught error: the process exits with code 1 and has to be started again')
      } finally {
        process.exit(FAILED)
      }
    })
  }
}
