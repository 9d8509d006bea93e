/**
 * Lists the webhooks that GitHub sent to the App in the last 3 days, and requests redelivery:
 * https://docs.github.com/en/rest/apps/webhooks. GitHub never redelivers a failed webhook by itself.
 */
import type { AppOctokit } from './command-client.ts'
import { refusedError } from './refusal.ts'

/** One attempt to deliver a webhook. */
export interface DeliveryAttempt {
  /** Id of the attempt, used to request redelivery. */
  readonly id: number
  /** GUID of the delivery, which all attempts to deliver it share. */
  readonly guid: string
  /** Milliseconds since the epoch. */
  readonly deliveredAt: number
  /** HTTP status of our response; 0 when there was no response. */
  readonly statusCode: number
}

export interface HookDeliveries {
  /** Yields the attempts made since `since` (milliseconds since the epoch), newest first. Reads pages on demand. */
  attempts(since: number): AsyncIterable<DeliveryAttempt>
  /** Requests redelivery. GitHub responds before it redelivers. */
  redeliver(id: number): Promise<void>
}

const PER_PAGE = 100

/**
 * Both methods throw `TriageError('github-refused')`.
 * @param octokit authenticated as the App itself: `await probot.auth()`
 */
export function createHookDeliveries(octokit: AppOctokit): HookDeliveries {
  return {
    attempts: (since) => attempts(octokit, since),
    async redeliver(id) {
      try {
        await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: id })
      } catch (cause) {
        throw refusedError(`to redeliver ${id}`, cause)
      }
    },
  }
}

async function* attempts(octokit: AppOctokit, since: number): AsyncGenerator<DeliveryAttempt> {
  const pages = octokit.paginate.iterator(octokit.rest.apps.listWebhookDeliveries, { per_page: PER_PAGE })
  try {
    for await (const { data } of pages) {
      for (const { id, guid, delivered_at: at, status_code: statusCode } of data) {
        const deliveredAt = Date.parse(at)
        if (deliveredAt < since) return
        yield { id, guid, deliveredAt, statusCode }
      }
    }
  } catch (cause) {
    throw refusedError("to list the App's deliveries", cause)
  }
}
