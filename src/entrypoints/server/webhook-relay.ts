/**
 * Forwards webhooks from a relay such as smee.io to the bot, for development on a machine that GitHub cannot reach.
 * Whoever knows the channel's URL can read what passes through it, so production ignores it.
 */
import type { Logger } from 'pino'
import { TriageError } from '../../core/errors.ts'

export interface WebhookForwarding {
  stop(): Promise<void>
}

/**
 * @param target the bot's own webhook URL
 * @throws TriageError('environment-invalid') if the package `smee-client` is not installed
 */
export async function forwardWebhooks(
  { source, target }: { readonly source: string; readonly target: string },
  log: Logger,
): Promise<WebhookForwarding> {
  const { SmeeClient } = await import('smee-client').catch((cause: unknown) => {
    throw new TriageError('environment-invalid', 'WEBHOOK_PROXY_URL needs the package `smee-client`.', {
      hint: 'Install it with `npm install smee-client`, or remove WEBHOOK_PROXY_URL.',
      cause,
    })
  })
  const logger = { info: (...it: unknown[]) => log.debug(it), error: (...it: unknown[]) => log.warn(it, 'relay') }
  const client = new SmeeClient({ source, target, logger })
  await client.start()
  log.info({ source }, 'forwarding webhooks from the relay')
  return { stop: async () => void (await client.stop()) }
}
