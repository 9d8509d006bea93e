/**
 * Takes webhooks. What cannot be one is refused by its head; of the rest the body comes in while its signature is computed,
 * and only what is signed is kept, parsed and handed on. Several secrets may be valid at once, so that one can be replaced
 * without losing a delivery.
 */
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import type { Logger } from 'pino'
import type { SignedWebhook } from '../../app/webhooks/read-payload.ts'
import { TriageError } from '../../core/errors.ts'
import { createBodyReader } from './body-reader.ts'
import type { RequestHandler } from './http-server.ts'
import { loggingAbout, warnSparingly } from './log.ts'
import { Refused, sendPlainResponse } from './plain-response.ts'
import { SenderGone } from './signed-body.ts'
import { readWebhookHead } from './webhook-headers.ts'

export interface WebhookOptions {
  /** GitHub may sign with any of them. */
  readonly secrets: readonly [string, ...string[]]
  /** What it throws is answered with its `status`, with 500 when it has none. */
  readonly receive: (webhook: SignedWebhook) => Promise<void>
  /** Must not log the properties of errors: a refused delivery may hang on one, with whatever a reporter pasted there. */
  readonly log: Logger
  /** The block of addresses that a request comes from. */
  readonly blockOf: (request: IncomingMessage) => string
  /** How long a body may take to come, in milliseconds; `SLOWEST_BODY_MS` unless told. */
  readonly slowestBodyMs?: number
  /** For what is larger than a megabyte; the system's own folder of temporary files unless told. */
  readonly folder?: string
}

/** GitHub gives up after 10 s: https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks */
const SLOWEST_BODY_MS = 8_000

/** @returns a handler for the path of the webhooks, which answers whatever comes there */
export function createWebhookHandler(options: WebhookOptions): RequestHandler {
  const { receive, log } = options
  const readBody = createBodyReader({ slowestBodyMs: SLOWEST_BODY_MS, folder: tmpdir(), ...options })
  const warn = warnSparingly(log, Date.now)

  async function take(request: IncomingMessage): Promise<void> {
    const head = readWebhookHead(request)
    const bytes = await readBody(request, head)
    await receive({ id: head.id, name: head.name, bytes })
  }

  function tell(error: unknown): void {
    if (error instanceof Refused) warn(error.message)
    else if (error instanceof SenderGone) log.debug(error.message)
    else log.error(error)
  }

  return (request, response) =>
    // Nobody has vouched for the header yet; a GUID is 36 characters long.
    loggingAbout({ delivery: String(request.headers['x-github-delivery'] ?? '').slice(0, 36) }, async () => {
      try {
        await take(request)
        sendPlainResponse(response, 200, 'ok')
      } catch (error) {
        tell(error)
        const { status, message, headers } = toRefused(error)
        sendPlainResponse(response, status, message, headers)
      }
      return true
    })
}

/** Only what was raised for the sender is told to the sender. */
function toRefused(error: unknown): Refused {
  if (error instanceof Refused) return error
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  if (error instanceof TriageError) return new Refused(status, error.message)
  return new Refused(status, 'The delivery could not be kept; deliver it again.')
}
