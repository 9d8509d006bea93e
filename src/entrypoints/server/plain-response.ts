/** Plain-text responses, and the error that refuses a request with one. */
import type { ServerResponse } from 'node:http'

/** Thrown to refuse a request. The response carries the error's status and message, and nothing else happens. */
export class Refused extends Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  /** @param message one sentence for the sender of the request */
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = 'Refused'
    this.status = status
    this.headers = headers
  }
}

/** A refused body of at most this size is read to its end, so its connection can be reused. */
const MAX_UNREAD_BYTES = 64 * 1024

/** Responds once. Does nothing if the request already has a response or its sender is gone. */
export function sendPlainResponse(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Refused['headers'] = {},
): void {
  if (response.headersSent || response.destroyed) return
  const type = { 'content-type': 'text/plain; charset=utf-8' }
  response.writeHead(status, { ...type, ...(canDrain(response) ? {} : CLOSE), ...headers }).end(`${text}\n`)
}

/** An unread body still arrives on its connection, so that connection is closed. */
const CLOSE = { connection: 'close' }

function canDrain({ req }: ServerResponse): boolean {
  if (req.complete) return true
  // Node does not read the rest of a body once something has started reading it.
  if (req.readableDidRead) return false
  const { 'content-length': length, 'transfer-encoding': encoding } = req.headers
  return encoding === undefined && Number(length ?? 0) <= MAX_UNREAD_BYTES
}
