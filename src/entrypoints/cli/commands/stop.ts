/** `stop` and `resume`: control every bot that uses the same store. Bots check this before each write. */
import type { Command } from 'commander'
import type { Io } from '../io.ts'
import { withStore } from '../store-of-commands.ts'

export function addStop(program: Command, io: Io): void {
  program
    .command('stop')
    .description('stop writing to GitHub; keep diagnosing and recording')
    .option('--why <text>', 'reason, stored with the stop', 'stopped on the command line')
    .action(async ({ why }: { why: string }) => {
      await withStore((it) => it.setStopped(why, Date.now()))
      io.print('The bot no longer writes to GitHub. To let it write again: auth-triage resume')
    })
  program
    .command('resume')
    .description('let the bot write to GitHub again')
    .action(async () => {
      const before = await withStore(async (it) => {
        const stopped = await it.stopped()
        await it.setStopped(null, Date.now())
        return stopped
      })
      io.print(
        before === null
          ? 'The bot was not stopped.'
          : `The bot writes to GitHub again. It had been stopped: ${before.why}`,
      )
    })
}
