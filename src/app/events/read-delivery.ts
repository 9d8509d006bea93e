/** From the bytes of a webhook to what is stored of it. What strangers wrote in it is read by the analysis. */

import type { Delivery } from '../../adapters/queue/queue.ts'
import { formatCommand } from '../../core/feedback/parse-commands.ts'
import { type Analysis, isUnreadable } from '../analysis/analysis.ts'
import { type CommandsIn, readPayload, type SignedWebhook } from '../webhooks/read-payload.ts'

/**
 * A payload of an issue has some 30 KB, and parsing takes a millisecond. GitHub sends up to 25 MB, which take a third of
 * a second.
 */
const MAX_READ_HERE = 256 * 1024

/**
 * @returns the delivery to store; null when there is nothing to do about it
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

/** No issue is meant by a duplicate mark in a text that is gone. */
const NO_ISSUE = { owner: '', repo: '', number: 0 }

/** A text that cannot be read within its limits holds no commands. */
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
