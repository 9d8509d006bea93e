import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A webhook as GitHub sends it: the exact body and its headers. */
export interface SignedWebhook {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

export interface WebhookParts {
  /** The event without its action, as in `X-GitHub-Event`. */
  readonly name: string
  readonly payload: unknown
  readonly secret: string
  /** A new GUID by default. The same GUID again is a redelivery. */
  readonly guid?: string
}

/** Signs a webhook as GitHub does: HMAC-SHA256 of the body's bytes. */
export function signWebhook({ name, payload, secret, guid = randomUUID() }: WebhookParts): SignedWebhook {
  const body = JSON.stringify(payload)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/0000000',
    'x-github-event': name,
    'x-github-delivery': guid,
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  }
  return { body, headers }
}

/** Sends a signed webhook. */
export function postWebhook(url: string, { body, headers }: SignedWebhook): Promise<Response> {
  return fetch(url, { method: 'POST', body, headers })
}

/** The webhooks in `test/fixtures/webhooks`, by event with action. */
export const WEBHOOK_FIXTURES = [
  'issues.opened',
  'issues.edited',
  'issues.labeled',
  'issues.unlabeled',
  'issues.closed',
  'issue_comment.created',
  'installation.created',
  'installation.deleted',
] as const

export type WebhookFixture = (typeof WEBHOOK_FIXTURES)[number]

/** A payload from the fixtures, parsed for each call so that a test may change it. */
// biome-ignore lint/suspicious/noExplicitAny: payloads differ by event, and tests reach into them freely.
export function loadWebhook(event: WebhookFixture): any {
  const file = new URL(`../fixtures/webhooks/${event}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8'))
}
