/**
 * The bot as a Probot application function, for Probot's own commands: `probot run ./dist/app.js` and `probot receive
 * -e issues -p payload.json ./dist/app.js`. It reads the same settings as `serve` and uses the same store and queue, but
 * serves neither pages nor metrics, and does not look for deliveries that GitHub could not make.
 */
import type { ApplicationFunctionOptions, Probot } from 'probot'
import { readProcessSettings } from '../../adapters/config/environment.ts'
import { TriageError } from '../../core/errors.ts'
import { createAppClient } from './app-client.ts'
import { type AssembledBot, assembleBot } from './assemble-bot.ts'
import { createLog } from './log.ts'
import { receive } from './receive.ts'

/**
 * @param app receives the webhooks. The bot signs in with a client of its own, because Probot does not read
 *   GITHUB_API_URL; without an App's credentials (`probot receive --token`) it uses Probot's
 * @param options passed by Probot; without a server, each event is processed completely and the bot then ends, so that
 *   the process can exit
 */
export default function authTriage(app: Probot, options: ApplicationFunctionOptions): void {
  const isServed = hasServer(options)
  const settings = readProcessSettings()
  const log = createLog(settings.logLevel)
  const { credentials } = settings
  // Nothing is received through this client, so its secret is never used.
  const probot = credentials === null ? app : createAppClient(settings, { credentials, secret: 'unused', log })
  let assembled: Promise<AssembledBot> | null = null
  const start = async () => {
    const bot = await assembleBot(settings, { probot, log })
    bot.worker.start()
    log.info({ signatures: bot.pack.signatures.size, pack: bot.pack.fingerprint }, 'ready')
    return bot
  }
  // With a server, the bot starts at once, because deliveries of an earlier run may be waiting.
  if (isServed) assembled = start()
  assembled?.catch(exitWithCause)
  app.onAny(async ({ id, name, payload }) => {
    assembled ??= start()
    const bot = await assembled
    await receive({ id, name, bytes: Buffer.from(JSON.stringify(payload)) }, bot)
    if (isServed) return
    await bot.worker.idle()
    assembled = null
    await bot.worker.stop()
    await bot.analysis.stop()
    await bot.store.close()
  })
}

/** `probot receive` has no server and throws when an application asks for one. */
function hasServer({ addHandler }: ApplicationFunctionOptions): boolean {
  try {
    addHandler(() => false)
    return true
  } catch {
    return false
  }
}

/** Probot does not wait for the function, so nobody else sees why the bot did not start. */
function exitWithCause(error: unknown): never {
  process.stderr.write(error instanceof TriageError ? `${error.message}\n${error.hint}\n` : `${String(error)}\n`)
  process.exit(1)
}
