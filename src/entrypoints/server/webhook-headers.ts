/** Checks the headers of a webhook. A request that cannot come from GitHub is refused before its body is read. */
import type { IncomingMessage } from 'node:http'
import { Refused } from './plain-response.ts'

export interface WebhookHead {
  /** GUID of the delivery. */
  readonly id: string
  /** Event name, without the action. */
  readonly name: string
  /** The signature, not yet verified. */
  readonly signature: Buffer
  /** Length of the body in bytes. */
  readonly length: number
}

/** "Payloads are capped at 25 MB": https://docs.github.com/en/webhooks/webhook-events-and-payloads */
const MAX_PAYLOAD_BYTES = 25 * 1024 * 1024

/** GitHub sends GUIDs. */
const DELIVERY = /^[\w.-]{1,100}$/
const EVENT = /^[a-z][a-z0-9_]{0,99}$/
const SIGNATURE = /^sha256=([0-9a-f]{64})$/i

/**
 * @throws Refused for requests that GitHub does not send: 400 for a missing or malformed header, 405, 411, 413, 415
 */
export function readWebhookHead({ method, headers }: IncomingMessage): WebhookHead {
  if (method !== 'POST') throw new Refused(405, 'Method not allowed. Send webhooks with POST.', { allow: 'POST' })
  const id = matching(headers['x-github-delivery'], DELIVERY, 'X-GitHub-Delivery')[0]
  const name = matching(headers['x-github-event'], EVENT, 'X-GitHub-Event')[0]
  // Every object has these properties, so a lookup by event name would find them.
  if (name in Object.prototype) throw malformed('X-GitHub-Event')
  const [, signature = ''] = matching(headers['x-hub-signature-256'], SIGNATURE, 'X-Hub-Signature-256')
  checkType(headers['content-type'] ?? '')
  return { id, name, signature: Buffer.from(signature, 'hex'), length: lengthOf(headers['content-length']) }
}

function matching(value: string | string[] | undefined, form: RegExp, header: string): RegExpExecArray {
  const found = form.exec(String(value ?? ''))
  if (found === null) throw malformed(header)
  return found
}

const HINTS: Readonly<Record<string, string>> = {
  'X-Hub-Signature-256': '; the webhook and the bot must have the same secret (WEBHOOK_SECRET)',
}

function malformed(header: string): Refused {
  return new Refused(400, `${header} is missing or malformed${HINTS[header] ?? ''}.`)
}

function checkType(type: string): void {
  const media = type.split(';')[0]?.trim().toLowerCase()
  if (media === 'application/json') return
  const now = media === 'application/x-www-form-urlencoded' ? 'application/x-www-form-urlencoded' : 'something else'
  throw new Refused(415, `In the webhook's settings, set the content type to application/json; it is ${now}.`)
}

/** GitHub always sends the length. */
function lengthOf(header: string | undefined): number {
  if (header === undefined) throw new Refused(411, 'The Content-Length header is missing.', { connection: 'close' })
  const length = Number(header)
  if (length > MAX_PAYLOAD_BYTES) throw new Refused(413, 'GitHub sends at most 25 MB.', { connection: 'close' })
  return length
}
