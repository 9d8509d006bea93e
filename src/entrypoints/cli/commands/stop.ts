/** `stop` and `resume`: the operator's word to every bot that works on the same store; obeyed before its next write. */
import type { Command } from 'commander'
import type { Io } from '../io.ts'
import { withStore } from '../store-of-commands.ts'

export function addStop(program: Command, io: Io): void {
  program
    .command('stop')
    .description('let the running bot write nothing to GitHub any more; it goes on deciding and recording')
    .option('--why <text>', 'kept with the stop', 'stopped on the command line')
    .action(async ({ why }: { why: string }) => {
      await withStore((it) => it.setStopped(why, Date.now()))
      io.print('The bot writes nothing until: auth-triage resume')
    })
  program
    .command('resume')
    .description('let the bot write again')
    .action(async () => {
      const before = await withStore(async (it) => {
        const stopped = await it.stopped()
        await it.setStopped(null, Date.now())
        return stopped
      })
      io.print(before === null ? 'The bot was not stopped.' : `The bot writes again; it was stopped: ${before.why}`)
    })
}
