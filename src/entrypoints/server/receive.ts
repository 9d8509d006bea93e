/** Accepts a verified webhook into the queue. Events that the bot does not handle are acknowledged and dropped. */

import type { Delivery, Queue } from '../../adapters/queue/queue.ts'
import type { Worker } from '../../adapters/queue/worker.ts'
import type { Analysis } from '../../app/analysis/analysis.ts'
import { readDelivery } from '../../app/events/read-delivery.ts'
import type { SignedWebhook } from '../../app/webhooks/read-payload.ts'
import { TriageError } from '../../core/errors.ts'
import type { Metrics } from './metrics.ts'

export interface ReceiveDeps {
  readonly queue: Queue
  readonly worker: Worker
  readonly metrics: Metrics
  /** Analyses untrusted text. */
  readonly analysis: Analysis
  readonly clock: () => number
}

/**
 * Returns once the delivery is on disk, before it is processed. GitHub then gets its response.
 * @throws an error with the `status` of the response
 */
export async function receive(webhook: SignedWebhook, receiver: ReceiveDeps): Promise<void> {
  const { queue, worker, metrics } = receiver
  const delivery = await readOr400(webhook, receiver)
  if (delivery === null) return metrics.delivery(webhook.name, 'ignored')
  metrics.delivery(delivery.event, await acceptOr503(queue, delivery))
  worker.notify()
}

/** A delivery that could not be stored is not acknowledged: GitHub records it as failed and can deliver it again. */
async function acceptOr503(queue: Queue, delivery: Delivery): Promise<'accepted' | 'known'> {
  try {
    return await queue.accept(delivery)
  } catch (error) {
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { status: 503 })
  }
}

async function readOr400(webhook: SignedWebhook, { metrics, analysis, clock }: ReceiveDeps): Promise<Delivery | null> {
  try {
    return await readDelivery(webhook, clock(), analysis)
  } catch (error) {
    metrics.delivery(webhook.name, 'refused')
    throw error instanceof TriageError ? Object.assign(error, { status: 400 }) : error
  }
}
