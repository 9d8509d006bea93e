/**
 * Takes webhooks: the signature is checked first, then the payload is parsed, then it is handed on. Two secrets may be
 * valid at once, so that one can be replaced without losing a delivery.
 */
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks'
import type { Logger } from 'pino'
import type { Received } from '../deliveries/events.ts'
import { TriageError } from '../errors.ts'
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
  const isNews = createNews()
  const lines = {
    debug: (message: string) => log.debug(message),
    info: (message: string) => log.info(message),
    warn: (message: string) => log.warn(message),
    error: (error: unknown) => isNews(error) && log.error(error),
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

/** More repositories than this do not set up the same mistake. */
const MOST_TOLD = 1_000

/** A webhook of a repository sends every event of it; that it is the wrong one is said once. */
function createNews(): (error: unknown) => boolean {
  const told = new Set<string>()
  return (error) => {
    const [first = error] = error instanceof AggregateError ? error.errors : [error]
    if (!(first instanceof TriageError) || first.code !== 'not-from-app') return true
    if (told.has(first.message) || told.size >= MOST_TOLD) return false
    told.add(first.message)
    return true
  }
}
