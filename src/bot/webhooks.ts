/**
 * Takes webhooks: the signature is checked first, then the payload is parsed, then it is handed on. Two secrets may be
 * valid at once, so that one can be replaced without losing a delivery.
 */
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks'
import type { Logger } from 'pino'
import type { Received } from '../deliveries/events.ts'
import type { RequestHandler } from './http-server.ts'
import { loggingAbout } from './log.ts'

export interface WebhookOptions {
  /** The first is the one to stay; GitHub may still sign with the others. */
  readonly secrets: readonly [string, ...string[]]
  readonly path: string
  /** What it throws is answered with its `status`, with 500 when it has none. */
  readonly receive: (event: Received) => Promise<void>
  /** Must not log the properties of errors: a refused delivery hangs on one, with whatever a reporter pasted there. */
  readonly log: Logger
}

/** The library compares signatures in constant time, one HMAC a secret, and parses nothing that is not signed. */
export function createWebhookHandler({ secrets, path, receive, log }: WebhookOptions): RequestHandler {
  const [secret, ...additionalSecrets] = secrets
  const lines = {
    debug: (message: string) => log.debug(message),
    info: (message: string) => log.info(message),
    warn: (message: string) => log.warn(message),
    error: (error: unknown) => log.error(error),
  }
  const webhooks = new Webhooks({ secret, additionalSecrets, log: lines })
  webhooks.onAny((event) => receive(event))
  const middleware = createNodeMiddleware(webhooks, { path, log: lines })
  return (request, response) =>
    // Nobody has vouched for the header yet; a GUID is 36 characters long.
    loggingAbout({ delivery: String(request.headers['x-github-delivery'] ?? '').slice(0, 36) }, async () => {
      return (await middleware(request, response)) !== false
    })
}
