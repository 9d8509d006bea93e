/**
 * Forwards each webhook from the local GitHub to the bot. It never changes a body, so the signature stays valid.
 *
 * Two reasons: the local GitHub must know the webhook URL when it starts, while the bot learns its port later; and
 * emulate 0.12 names a delivery after the millisecond it was sent in, so two deliveries can share one id and the second
 * would count as a repeat. GitHub gives each delivery its own GUID, and so does the relay.
 */
import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A webhook that was forwarded, or could not be. */
export interface RelayedDelivery {
  /** The GUID in `X-GitHub-Delivery`. */
  readonly id: string
  /** Event with action, e.g. `issues.opened`. */
  readonly event: string
  /** Whether an App caused it. The bot's own comments cause the same events as people's, and can arrive later. */
  readonly byBot: boolean
  /** Status of the bot's response; null if nothing was listening. */
  readonly status: number | null
}

export interface WebhookRelay {
  readonly url: string
  /** Sets the URL for webhooks from now on. Earlier webhooks are not kept. */
  deliverTo(url: string): void
  /** Signs and sends a webhook that the local GitHub does not support. */
  send(name: string, payload: object): Promise<RelayedDelivery>
  /** Sends an earlier delivery again with the same id, as GitHub's "Redeliver" does. */
  redeliver(id: string): Promise<RelayedDelivery>
  /** Deliveries so far, oldest first. Each is added once its response has arrived. */
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

/**
 * GitHub's own limit, after which a delivery counts as failed:
 * https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks
 */
const RESPONSE_TIMEOUT_MS = 10_000

/**
 * Starts the relay on a free port of the loopback address.
 * @param secret the App's webhook secret: webhooks not signed with it are rejected, and `send` signs with it
 */
export async function startWebhookRelay(secret: string): Promise<WebhookRelay> {
  const deliveries: RelayedDelivery[] = []
  const sent = new Map<string, Webhook>()
  let target: string | null = null

  async function forward(webhook: Webhook): Promise<RelayedDelivery> {
    sent.set(webhook.id, webhook)
    const delivery = { id: webhook.id, ...causeOf(webhook), status: await post(target, webhook) }
    deliveries.push(delivery)
    return delivery
  }

  const server = createServer(async (request, response) => {
    const webhook = await receive(request, secret).catch(() => null)
    // Responds at once: the local GitHub does not record the response, `deliveries` does.
    response.writeHead(webhook ? 202 : 400).end()
    if (webhook) await forward(webhook)
  })
  await listen(server)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    deliverTo(url) {
      target = url
    },
    send: (name, payload) => forward(signed(name, JSON.stringify(payload), secret)),
    async redeliver(id) {
      const webhook = sent.get(id)
      if (!webhook) throw new RangeError(`There is no delivery ${id}.`)
      return forward(webhook)
    },
    close: () => close(server),
  }
}

/** @returns the webhook, or null if it does not come from the local GitHub: any page in a browser could post here */
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
  const signal = AbortSignal.timeout(RESPONSE_TIMEOUT_MS)
  const request = { method: 'POST', headers, body: webhook.body, signal }
  return fetch(target, request).then(
    (response) => response.status,
    () => null,
  )
}

function causeOf({ name, body }: Webhook): Pick<RelayedDelivery, 'event' | 'byBot'> {
  const { action, sender } = JSON.parse(body) as {
    readonly action?: string
    readonly sender?: { readonly type?: string }
  }
  return { event: action === undefined ? name : `${name}.${action}`, byBot: sender?.type === 'Bot' }
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
