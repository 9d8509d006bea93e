/** Sends signed deliveries at a constant rate, however long the responses take, and measures the responses. */
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type SignedWebhook, signWebhook } from '../../test/support/webhooks.ts'

export interface Sent {
  /** When each accepted delivery was sent, in milliseconds since the epoch, by GUID. */
  readonly at: ReadonlyMap<string, number>
  /** Milliseconds until each response, in sending order. */
  readonly answers: readonly number[]
  /** Number of broken connections and of responses other than 2xx. */
  readonly refused: number
}

export interface Sending {
  readonly url: string
  readonly secret: string
  readonly count: number
  readonly perSecond: number
  /** Returns the payload of an `issues` event for the delivery with this number, counted from 0. */
  readonly payload: (at: number) => unknown
}

const TICK_MS = 5

/** Shorter than the server's timeout for idle connections, which could otherwise close one that is being used. */
const IDLE_MS = 3_000

export async function send({ url, secret, count, perSecond, payload }: Sending): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64, timeout: IDLE_MS })
  const at = new Map<string, number>()
  const answers: number[] = []
  const running: Promise<void>[] = []
  let refused = 0
  const post = async (number: number) => {
    const guid = `load-${process.pid}-${performance.now()}-${number}`
    const signed = signWebhook({ name: 'issues', payload: payload(number), secret, guid })
    const [start, sentAt] = [performance.now(), Date.now()]
    const status = await statusOf(url, signed, agent)
    if (status === null || status >= 300) refused += 1
    else at.set(guid, sentAt)
    answers[number] = performance.now() - start
  }
  const start = performance.now()
  while (running.length < count) {
    const due = Math.min(count, Math.floor(((performance.now() - start) / 1000) * perSecond) + 1)
    while (running.length < due) running.push(post(running.length))
    await sleep(TICK_MS)
  }
  await Promise.all(running)
  agent.destroy()
  return { at, answers, refused }
}

/** @returns null if the connection broke */
function statusOf(url: string, { body, headers }: SignedWebhook, agent: Agent): Promise<number | null> {
  return new Promise((resolve) => {
    const post = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? null))
    })
    post.once('error', () => resolve(null))
    post.end(body)
  })
}
