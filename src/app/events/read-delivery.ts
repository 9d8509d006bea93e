/** Turns a webhook's bytes into the delivery to store. The analysis reads the untrusted text in it. */

import type { Delivery } from '../../adapters/queue/queue.ts'
import { formatCommand } from '../../core/feedback/parse-commands.ts'
import { type Analysis, isUnreadable } from '../analysis/analysis.ts'
import { type CommandsIn, readPayload, type SignedWebhook } from '../webhooks/read-payload.ts'

/**
 * Larger payloads are parsed on another thread. An issue's payload is some 30 KB in size and takes 1 ms to parse.
 * GitHub sends up to 25 MB, which takes a third of a second.
 */
const MAX_READ_HERE = 256 * 1024

/**
 * @returns the delivery to store; null if the bot ignores the webhook
 * @throws TriageError('malformed-delivery')
 */
export async function readDelivery(
  webhook: SignedWebhook,
  receivedAt: number,
  analysis: Analysis,
): Promise<Delivery | null> {
  if (webhook.bytes.length > MAX_READ_HERE) return analysis.run('delivery', { webhook, receivedAt })
  return readPayload(webhook, receivedAt, commandsBy(analysis))
}

/** Only the commands in the text from before an edit are used, so its duplicate phrase does not need a real issue. */
const NO_ISSUE = { owner: '', repo: '', number: 0 }

/** Finds no commands in a text that exceeds the limits. */
export function commandsBy(analysis: Analysis): CommandsIn {
  return async (body) => {
    try {
      const { commands } = await analysis.run('comment', { body, ref: NO_ISSUE })
      return commands.taken.map(formatCommand)
    } catch (error) {
      if (isUnreadable(error)) return []
      throw error
    }
  }
}
