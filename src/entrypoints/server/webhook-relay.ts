/**
 * Forwards webhooks from a relay such as smee.io to the bot, for development on a machine that GitHub cannot reach.
 * Whoever knows the channel's URL can read what passes through it, so production ignores it.
 */
import type { Logger } from 'pino'
import { TriageError } from '../../core/errors.ts'

export interface WebhookForwarding {
  stop(): Promise<void>
}

type RelayClient = typeof import('smee-client').SmeeClient

/**
 * Call this before anything is started.
 * @throws TriageError('environment-invalid') if the package `smee-client` is not installed
 */
export async function loadRelayClient(): Promise<RelayClient> {
  const { SmeeClient } = await import('smee-client').catch((cause: unknown) => {
    throw new TriageError('environment-invalid', 'WEBHOOK_PROXY_URL needs the package `smee-client`.', {
      hint: 'Install it beside auth-triage (`npm install --global smee-client` if that is installed globally), or remove WEBHOOK_PROXY_URL.',
      cause,
    })
  })
  return SmeeClient
}

/**
 * Does not wait for the relay: the client connects again by itself, and the bot works without it.
 * @param target the bot's own webhook URL
 */
export function forwardWebhooks(
  { source, target }: { readonly source: string; readonly target: string },
  { RelayClient, log }: { readonly RelayClient: RelayClient; readonly log: Logger },
): WebhookForwarding {
  const logger = { info: (...it: unknown[]) => log.debug(it), error: (...it: unknown[]) => log.debug(it, 'relay') }
  const client = new RelayClient({ source, target, logger })
  client.start().then(
    () => log.info({ source }, 'forwarding webhooks from the relay'),
    () => log.warn({ source }, 'the relay does not respond: check WEBHOOK_PROXY_URL'),
  )
  return { stop: async () => void (await client.stop()) }
}
