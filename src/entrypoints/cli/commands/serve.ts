/** `serve`: starts the bot with the credentials of the environment, or Probot's setup page when there are none. */
import { type Command, Option } from 'commander'
import { readProcessSettings } from '../../../adapters/config/environment.ts'
import type { ProcessRole } from '../../server/serve.ts'
import type { Io } from '../io.ts'
import { untilStopped } from '../until-stopped.ts'

export function addServe(program: Command, io: Io): void {
  program
    .command('serve')
    .description('start the bot; credentials come from the environment or from .env')
    .addOption(
      new Option('--role <role>', 'receive webhooks, work on them, or both; processes of one store share the work')
        .choices(['receive', 'work', 'both'])
        .default('both'),
    )
    .action(async ({ role }: { readonly role: ProcessRole }) => {
      // Loaded only here: the bot's libraries take a second that no other command should wait for.
      const { createLog } = await import('../../server/log.ts')
      const settings = readProcessSettings()
      const log = createLog(settings.logLevel)
      if (settings.credentials === null && !settings.production) {
        const { openSetupPage } = await import('../../server/setup-page.ts')
        const setup = await openSetupPage(settings, log)
        io.warn(
          `No APP_ID and PRIVATE_KEY: register the App on Probot's setup page at ${setup.url}, then start again.\n` +
            'Keep it on this machine: whoever reaches that page can set the credentials. To see the bot at work without any: npm run demo',
        )
        return untilStopped(io.signals, () => setup.stop())
      }
      const { endOnFault } = await import('../../server/end-on-fault.ts')
      const { serve } = await import('../../server/serve.ts')
      endOnFault(log)
      const bot = await serve(settings, log, role)
      io.warn(`auth-triage listens on ${bot.url}`)
      await untilStopped(io.signals, async () => {
        // A call of GitHub may take half a minute, and would keep the process alive.
        if (!(await bot.stop())) process.exit(0)
      })
    })
}
