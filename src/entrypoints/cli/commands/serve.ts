/** `serve`: starts the bot with the credentials from the environment, or Probot's setup page if there are none. */
import { type Command, Option } from 'commander'
import { readProcessSettings } from '../../../adapters/config/environment.ts'
import type { ProcessRole } from '../../server/serve.ts'
import type { Io } from '../io.ts'
import { untilStopped } from '../until-stopped.ts'

export function addServe(program: Command, io: Io): void {
  program
    .command('serve')
    .description('start the bot; reads credentials from the environment or .env')
    .addOption(
      new Option(
        '--role <role>',
        'receive webhooks, process deliveries, or both; processes that use the same store share the work',
      )
        .choices(['receive', 'work', 'both'])
        .default('both'),
    )
    .addOption(
      new Option(
        '--local',
        'only show the pages of a store, on this machine: needs no App and no credentials, and writes nothing',
      ).conflicts('role'),
    )
    .action(async ({ role, local }: { readonly role: ProcessRole; readonly local?: boolean }) => {
      io.restartWithSmallHeap()
      if (local) return showPages(io)
      // Imported only here: loading the bot's libraries takes a second, and other commands should not have to wait for
      // it.
      const { createLog } = await import('../../server/log.ts')
      const settings = readProcessSettings()
      const log = createLog(settings.logLevel)
      if (settings.credentials === null && !settings.production) {
        const { openSetupPage } = await import('../../server/setup-page.ts')
        const setup = await openSetupPage(settings, log)
        io.warn(
          `APP_ID and PRIVATE_KEY are not set: register the App on Probot's setup page at ${setup.url}, then start again.\n` +
            `${webhookNotice(setup.webhookUrl)}\n` +
            'Do not expose that page: anybody who reaches it can set the credentials. To try the bot without credentials, in a checkout: npm run demo',
        )
        return untilStopped(io.signals, () => setup.stop())
      }
      const { exitOnUncaughtError } = await import('../../server/end-on-fault.ts')
      const { serve } = await import('../../server/serve.ts')
      exitOnUncaughtError(log)
      const bot = await serve(settings, log, { role })
      io.warn(`auth-triage is listening on ${bot.url}`)
      await untilStopped(io.signals, async () => {
        // A call to GitHub may take 30 s and would keep the process alive.
        if (!(await bot.stop())) process.exit(0)
      })
    })
}

async function showPages(io: Io): Promise<void> {
  const { serveLocally } = await import('../../server/serve-locally.ts')
  const pages = await serveLocally(readProcessSettings(), (error) => io.warn(String(error)))
  const { url, repositories } = pages
  const shown = repositories.slice(0, MAX_NAMED).map(({ owner, repo }) => `  ${url}/${owner}/${repo}`)
  const more = repositories.length - shown.length
  io.warn(
    [
      `auth-triage is listening on ${url} for this machine only. Press Ctrl-C to stop. The store has`,
      ...shown,
      ...(more > 0 ? [`  and ${more} more`] : []),
    ].join('\n'),
  )
  await untilStopped(io.signals, () => pages.stop())
}

/** Number of repositories that are printed; the home page lists them all. */
const MAX_NAMED = 10

function webhookNotice(url: string | null): string {
  return url === null
    ? "GitHub cannot reach this machine by itself: set PUBLIC_URL to the bot's https URL first, or WEBHOOK_PROXY_URL to a relay for development."
    : `GitHub will send webhooks to ${url}.`
}
