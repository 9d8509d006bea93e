import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'

/** A request of which only the beginning is sent. */
export interface BegunRequest {
  /** What comes back; rejects when the connection ends without an answer. */
  readonly answer: Promise<{
    readonly status: number
    readonly headers: IncomingMessage['headers']
    readonly body: string
  }>
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>
  /** Sends more of the body. */
  write(chunk: string | Uint8Array): void
  /** Goes away. */
  destroy(): void
}

/** Sends the head of a POST and, unless told, one byte of its body. */
export function beginRequest(url: string, headers: Readonly<Record<string, string>>, first = '{'): BegunRequest {
  const begun = request(url, { method: 'POST', headers, agent: false })
  const closed = new Promise<void>((resolve) => begun.once('close', resolve))
  const answer = new Promise<Awaited<BegunRequest['answer']>>((resolve, reject) => {
    begun.once('response', async (response) => {
      const { statusCode: status = 0, headers } = response
      await text(response).then((body) => resolve({ status, headers, body }), reject)
    })
    begun.on('error', reject)
  })
  // Of no interest to whoever only wants it to be there.
  answer.catch(() => undefined)
  if (first === '') begun.flushHeaders()
  else begun.write(first)
  return { answer, closed, write: (chunk) => void begun.write(chunk), destroy: () => void begun.destroy() }
}
