/**
 * What GitHub remembers of the webhooks that it sent to the App, for three days, and the request to send one again:
 * https://docs.github.com/en/rest/apps/webhooks. GitHub never sends a failed one again by itself.
 */
import type { ProbotOctokit } from 'probot'
import { refusedError } from './refusal.ts'

/** One attempt to deliver a webhook. */
export interface DeliveryAttempt {
  /** Number of the attempt, by which it is asked for again. */
  readonly id: number
  /** The delivery's own id, the same for all its attempts. */
  readonly guid: string
  /** Milliseconds since the epoch. */
  readonly deliveredAt: number
  /** HTTP status that we answered with; 0 when no answer came. */
  readonly statusCode: number
}

export interface HookDeliveries {
  /** Attempts since then (milliseconds since the epoch), newest first, read page by page as they are asked for. */
  attempts(since: number): AsyncIterable<DeliveryAttempt>
  /** Asks for one to be sent again; GitHub answers before it does so. */
  redeliver(id: number): Promise<void>
}

type AppOctokit = Pick<InstanceType<typeof ProbotOctokit>, 'rest' | 'paginate'>

const PER_PAGE = 100

/**
 * Both methods throw `TriageError('github-refused')`.
 * @param octokit signed in as the App itself: `await probot.auth()`
 */
export function createHookDeliveries(octokit: AppOctokit): HookDeliveries {
  return {
    attempts: (since) => attempts(octokit, since),
    async redeliver(id) {
      try {
        await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: id })
      } catch (cause) {
        throw refusedError(`to send delivery ${id} again`, cause)
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
    throw refusedError('to list the deliveries of the App', cause)
  }
}
