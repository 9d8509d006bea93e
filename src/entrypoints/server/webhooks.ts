/**
 * Receives webhooks. Refuses requests whose headers show that they cannot be webhooks, then reads the body while
 * computing its signature. Only a signed body is kept, parsed and passed on. Several secrets may be valid at once, so a
 * secret can be replaced without losing a delivery.
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
  /** GitHub may use any of these secrets to sign. */
  readonly secrets: readonly [string, ...string[]]
  /** If it throws, the response has the error's `status`, or 500 if it has none. */
  readonly receive: (webhook: SignedWebhook) => Promise<void>
  /** Must not log error properties: a refused delivery, including a reporter's text, may be attached to an error. */
  readonly log: Logger
  /** The address block (one IPv4 address, or one IPv6 /64) that a request comes from. */
  readonly blockOf: (request: IncomingMessage) => string
  /** Maximum time that a body may take to arrive, in milliseconds; `SLOWEST_BODY_MS` by default. */
  readonly slowestBodyMs?: number
  /** Folder for bodies above 1 MB; the system's temporary folder by default. */
  readonly folder?: string
}

/** GitHub gives up after 10 s: https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks */
const SLOWEST_BODY_MS = 8_000

/** @returns a handler that responds to every request at the webhook path */
export function createWebhookHandler(options: WebhookOptions): RequestHandler {
  const { receive, log } = options
  const readBody = createBodyReader({ slowestBodyMs: SLOWEST_BODY_MS, folder: tmpdir(), ...options })
  const warn = warnSparingly(log, Date.now)

  async function take(request: IncomingMessage): Promise<void> {
    const head = readWebhookHead(request)
    const bytes = await readBody(request, head)
    await receive({ id: head.id, name: head.name, bytes })
  }

  function logError(error: unknown): void {
    if (error instanceof Refused) warn(error.message)
    else if (error instanceof SenderGone) log.debug(error.message)
    else log.error(error)
  }

  return (request, response) =>
    // The header has not been verified yet; a GUID has 36 characters.
    loggingAbout({ delivery: String(request.headers['x-github-delivery'] ?? '').slice(0, 36) }, async () => {
      try {
        await take(request)
        sendPlainResponse(response, 200, 'ok')
      } catch (error) {
        logError(error)
        const { status, message, headers } = toRefused(error)
        sendPlainResponse(response, status, message, headers)
      }
      return true
    })
}

/** The sender sees only messages that are meant for it. */
function toRefused(error: unknown): Refused {
  if (error instanceof Refused) return error
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  if (error instanceof TriageError) return new Refused(status, error.message)
  return new Refused(status, 'The delivery could not be stored; deliver it again.')
}
