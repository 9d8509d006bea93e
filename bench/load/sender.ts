/** Sends signed deliveries at an even rate, whatever the answers take, and says how long each answer took. */
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type SignedWebhook, signWebhook } from '../../test/support/webhooks.ts'

export interface Sent {
  /** When each delivery that was accepted was sent, milliseconds since the epoch, by its GUID. */
  readonly at: ReadonlyMap<string, number>
  /** Milliseconds to each answer, in order of sending. */
  readonly answers: readonly number[]
  /** Answers that were no 2xx, and connections that broke. */
  readonly refused: number
}

export interface Sending {
  readonly url: string
  readonly secret: string
  readonly count: number
  readonly perSecond: number
  /** The payload of the delivery with this number, from 0 on; of an `issues` event. */
  readonly payload: (at: number) => unknown
}

const TICK_MS = 5

/** Shorter than the server keeps a connection that nobody uses, or it would be closed while one is sent. */
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
    const [begun, sentAt] = [performance.now(), Date.now()]
    const status = await statusOf(url, signed, agent)
    if (status === null || status >= 300) refused += 1
    else at.set(guid, sentAt)
    answers[number] = performance.now() - begun
  }
  const begun = performance.now()
  while (running.length < count) {
    const due = Math.min(count, Math.floor(((performance.now() - begun) / 1000) * perSecond) + 1)
    while (running.length < due) running.push(post(running.length))
    await sleep(TICK_MS)
  }
  await Promise.all(running)
  agent.destroy()
  return { at, answers, refused }
}

/** Null when the connection broke. */
function statusOf(url: string, { body, headers }: SignedWebhook, agent: Agent): Promise<number | null> {
  return new Promise((resolve) => {
    const post = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? null))
    })
    post.once('error', () => resolve(null))
    post.end(body)
  })
}
