/**
 * Stands between the local GitHub and the bot and hands each webhook on. It never changes a body, so the signature of
 * the local GitHub stays valid.
 *
 * Two reasons: the local GitHub must know the webhook address when it starts, while the bot learns its port later; and
 * emulate 0.12 names a delivery after the millisecond it was sent in, so that two deliveries can share one id and the
 * second would be taken for a repetition. GitHub gives each delivery a GUID of its own, and so does the relay.
 */
import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A webhook that was handed on, or could not be. */
export interface RelayedDelivery {
  /** The GUID in `X-GitHub-Delivery`. */
  readonly id: string
  /** Event with action, as `issues.opened`. */
  readonly event: string
  /** The bot's answer; null when nobody listened. */
  readonly status: number | null
}

export interface WebhookRelay {
  readonly url: string
  /** From now on webhooks go to this address; those that came before are not kept. */
  deliverTo(url: string): void
  /** Sends a webhook of our own making, signed like the others: for events that the local GitHub does not know. */
  send(name: string, payload: object): Promise<RelayedDelivery>
  /** Sends an earlier delivery again under the same id, as GitHub's "Redeliver" does. */
  redeliver(id: string): Promise<RelayedDelivery>
  /** What was handed on so far, oldest first; an answer appears here when it has come. */
  readonly deliveries: readonly RelayedDelivery[]
  close(): Promise<void>
}

interface Webhook {
  readonly id: string
  /** Event without action, as in `X-GitHub-Event`. */
  readonly name: string
  readonly body: string
  readonly signature: string
}

/** GitHub's own limit, after which a delivery counts as failed: https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks */
const ANSWER_WITHIN_MS = 10_000

/**
 * Starts the relay on a free port of the loopback address.
 * @param secret of the App: what is not signed with it is not handed on, and what `send` makes is signed with it
 */
export async function startWebhookRelay(secret: string): Promise<WebhookRelay> {
  const deliveries: RelayedDelivery[] = []
  const sent = new Map<string, Webhook>()
  let target: string | null = null

  async function handOn(webhook: Webhook): Promise<RelayedDelivery> {
    sent.set(webhook.id, webhook)
    const delivery = { id: webhook.id, event: eventOf(webhook), status: await post(target, webhook) }
    deliveries.push(delivery)
    return delivery
  }

  const server = createServer(async (request, response) => {
    const webhook = await receive(request, secret).catch(() => null)
    // Answered at once: the local GitHub keeps no record of the answer, `deliveries` does.
    response.writeHead(webhook ? 202 : 400).end()
    if (webhook) await handOn(webhook)
  })
  await listen(server)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    deliverTo(url) {
      target = url
    },
    send: (name, payload) => handOn(signed(name, JSON.stringify(payload), secret)),
    async redeliver(id) {
      const webhook = sent.get(id)
      if (!webhook) throw new RangeError(`No delivery ${id} was handed on.`)
      return handOn(webhook)
    },
    close: () => close(server),
  }
}

/** The webhook, or null when it does not come from the local GitHub: any page in a browser could post here. */
async function receive(request: IncomingMessage, secret: string): Promise<Webhook | null> {
  const webhook = signed(String(request.headers['x-github-event']), await text(request), secret)
  return request.headers['x-hub-signature-256'] === webhook.signature ? webhook : null
}

function signed(name: string, body: string, secret: string): Webhook {
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  return { id: randomUUID(), name, body, signature }
}

async function post(target: string | null, webhook: Webhook): Promise<number | null> {
  if (target === null) return null
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/local',
    'x-github-event': webhook.name,
    'x-github-delivery': webhook.id,
    'x-hub-signature-256': webhook.signature,
  }
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS)
  const request = { method: 'POST', headers, body: webhook.body, signal }
  return fetch(target, request).then(
    (response) => response.status,
    () => null,
  )
}

function eventOf({ name, body }: Webhook): string {
  const { action } = JSON.parse(body) as { readonly action?: string }
  return action === undefined ? name : `${name}.${action}`
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
