/** The HTTP side of the bot: hands each request to what takes it, waits for no slow one, and stops in time. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TriageError } from '../../core/errors.ts'
import { sendPlainResponse } from './plain-response.ts'

/** Handles a request, or returns false when it is not for it. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/** The first one that takes a request has it. */
export function inOrder(handlers: readonly RequestHandler[]): RequestHandler {
  return async (request, response) => {
    for (const handle of handlers) if (await handle(request, response)) return true
    return false
  }
}

export interface HttpServerOptions {
  readonly host: string
  readonly port: number
  readonly webhookPath: string
  readonly webhooks: RequestHandler
  /** Takes every path that nobody else takes; there is nothing at those when it is left out. */
  readonly pages?: RequestHandler
  /** Told of a request whose handling broke, which is answered with 500. */
  readonly onBroken: (error: unknown) => void
  /** After which `stop` waits for nobody any more, in milliseconds; `STOP_WITHIN_MS` unless told. */
  readonly stopWithinMs?: number
}

export interface RunningServer {
  /** Address that the server answers at, e.g. `http://localhost:3000`. */
  readonly url: string
  /** Takes no new requests and resolves when the running ones were answered, or their time is over. */
  stop(): Promise<void>
}

/** GitHub gives up after 10 s; a sender that needs longer for the head of a request is not GitHub. */
const SLOWEST_HEAD_MS = 8_000

/** A person may send a log of 25 MB over a slow line. What takes webhooks is stricter than this by itself. */
const SLOWEST_REQUEST_MS = 300_000

/** Docker kills what has not ended ten seconds after it was asked to: the deliveries at work get the rest of them. */
const STOP_WITHIN_MS = 3_000

/**
 * @throws TriageError('address-unavailable') when the host or port cannot be bound
 */
export async function startHttpServer(options: HttpServerOptions): Promise<RunningServer> {
  const limits = {
    requestTimeout: SLOWEST_REQUEST_MS,
    headersTimeout: SLOWEST_HEAD_MS,
    connectionsCheckingInterval: 500,
  }
  const server = createServer(limits, (request, response) => {
    // Else a client that keeps its connection open delays `stop` by some seconds.
    response.once('close', () => setImmediate(() => server.listening || server.closeIdleConnections()))
    handle(request, response, options).catch((error: unknown) => {
      options.onBroken(error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  await listen(server, options)
  const { port } = server.address() as AddressInfo
  const stop = () => close(server, options.stopWithinMs ?? STOP_WITHIN_MS)
  return { url: `http://${printable(options.host)}:${port}`, stop }
}

async function handle(request: IncomingMessage, response: ServerResponse, options: HttpServerOptions): Promise<void> {
  const path = (request.url ?? '/').split('?')[0]
  if (path === '/ping') return sendPlainResponse(response, 200, 'PONG')
  if (path === options.webhookPath) {
    if (!(await options.webhooks(request, response))) sendPlainResponse(response, 404, 'Not found.')
  } else if (!(await options.pages?.(request, response))) {
    sendPlainResponse(response, 404, 'Not found. Webhooks are taken at the path that was configured.')
  }
}

function listen(server: Server, { host, port }: HttpServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(portUnavailable(host, port, cause)))
    server.listen({ host, port }, resolve)
  })
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  EADDRINUSE: ['it is in use already', 'Stop the other process, or set PORT to a free port.'],
  EACCES: ['this user may not bind it', 'Set PORT to a number above 1023.'],
  EADDRNOTAVAIL: [
    'the address does not belong to this machine',
    'Set HOST to localhost, or to 0.0.0.0 in a container.',
  ],
  ENOTFOUND: ['the name cannot be resolved', 'Set HOST to localhost, or to 0.0.0.0 in a container.'],
}

/** The error for an address that cannot be listened on; it says why and what to do. */
export function portUnavailable(host: string, port: number, cause: NodeJS.ErrnoException): TriageError {
  const [why, hint] = REASONS[cause.code ?? ''] ?? [cause.message, 'Check HOST and PORT.']
  return new TriageError('address-unavailable', `The bot cannot listen on ${host}:${port}: ${why}.`, { hint, cause })
}

/** Who has not got an answer by then, because the request has not come or the answer is not read, gets none. */
function close(server: Server, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), withinMs)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** An IPv6 address needs brackets in a URL. */
function printable(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
