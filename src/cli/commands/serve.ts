/** `serve`: starts the bot with the credentials of the environment, or Probot's setup page when there are none. */
import type { Command } from 'commander'
import { destination, pino } from 'pino'
import { run } from 'probot'
import { serve } from '../../bot/serve.ts'
import { readEnvironment } from '../../config/environment.ts'
import type { Io } from '../io.ts'
import { untilStopped } from '../until-stopped.ts'

export function addServe(program: Command, io: Io): void {
  program
    .command('serve')
    .description('start the bot; credentials come from the environment or from .env')
    .action(async () => {
      const settings = readEnvironment()
      const log = pino({ level: settings.logLevel }, destination(2))
      if (settings.credentials === null && !settings.production) {
        io.warn(
          `No APP_ID and PRIVATE_KEY: opening Probot's setup page at http://${settings.host}:${settings.port}/probot to register the App.\n` +
            'Keep it on this machine: whoever reaches that page can set the credentials. To see the bot at work without any: npm run demo',
        )
        const setup = await run(() => undefined, { env: { ...setupEnvironment(settings) } })
        return untilStopped(() => setup.stop())
      }
      const bot = await serve(settings, log)
      io.warn(`auth-triage listens on ${bot.url}`)
      await untilStopped(() => bot.stop())
    })
}

function setupEnvironment({ host, port }: { readonly host: string; readonly port: number }): Record<string, string> {
  return { HOST: host, PORT: String(port) }
}
