/** A short answer in words, and what refuses a request with one. */
import type { ServerResponse } from 'node:http'

/** Raised where a request is not taken; it is answered with this and nothing else happens. */
export class Refused extends Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  /** @param message a sentence for who sent the request */
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = 'Refused'
    this.status = status
    this.headers = headers
  }
}

/** A body that is no longer than this is read to its end, so that its connection can be used again. */
const MAX_UNREAD_BYTES = 64 * 1024

/** Answers once: a request that was answered already, or whose sender has gone, is left as it is. */
export function sendPlainResponse(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Refused['headers'] = {},
): void {
  if (response.headersSent || response.destroyed) return
  const type = { 'content-type': 'text/plain; charset=utf-8' }
  response.writeHead(status, { ...type, ...(isWorthReading(response) ? {} : CLOSE), ...headers }).end(`${text}\n`)
}

/** What was refused unread still comes in on its connection, which therefore ends. */
const CLOSE = { connection: 'close' }

function isWorthReading({ req }: ServerResponse): boolean {
  if (req.complete) return true
  // What somebody began to read Node leaves to them.
  if (req.readableDidRead) return false
  const { 'content-length': length, 'transfer-encoding': encoding } = req.headers
  return encoding === undefined && Number(length ?? 0) <= MAX_UNREAD_BYTES
}
