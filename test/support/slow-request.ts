import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'

/** A request that has been sent only in part. */
export interface BegunRequest {
  /** The response. Rejects if the connection ends without one. */
  readonly answer: Promise<{
    readonly status: number
    readonly headers: IncomingMessage['headers']
    readonly body: string
  }>
  /** Resolves when the connection is closed. */
  readonly closed: Promise<void>
  /** Sends more of the body. */
  write(chunk: string | Uint8Array): void
  /** Closes the connection. */
  destroy(): void
}

/** Sends the headers of a POST and, by default, one byte of its body. */
export function beginRequest(url: string, headers: Readonly<Record<string, string>>, first = '{'): BegunRequest {
  const sent = request(url, { method: 'POST', headers, agent: false })
  const closed = new Promise<void>((resolve) => sent.once('close', resolve))
  const answer = new Promise<Awaited<BegunRequest['answer']>>((resolve, reject) => {
    sent.once('response', async (response) => {
      const { statusCode: status = 0, headers } = response
      await text(response).then((body) => resolve({ status, headers, body }), reject)
    })
    sent.on('error', reject)
  })
  // A caller that ignores the response must not cause an unhandled rejection.
  answer.catch(() => undefined)
  if (first === '') sent.flushHeaders()
  else sent.write(first)
  return { answer, closed, write: (chunk) => void sent.write(chunk), destroy: () => void sent.destroy() }
}
