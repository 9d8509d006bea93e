/** The bot's HTTP server: routes requests, limits slow ones, and stops within a time limit. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TriageError } from '../../core/errors.ts'
import { sendPlainResponse } from './plain-response.ts'

/** Handles a request; returns false if the request is for another handler. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/** Tries the handlers in order until one of them handles the request. */
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
  /** Handles every path that no other handler takes; if omitted, those paths return 404. */
  readonly pages?: RequestHandler
  /** Called when handling a request throws an error; the response is 500. */
  readonly onBroken: (error: unknown) => void
  /** Time after which `stop` closes open connections, in milliseconds; `STOP_WITHIN_MS` by default. */
  readonly stopWithinMs?: number
}

export interface RunningServer {
  /** URL of the server, e.g. `http://localhost:3000`. */
  readonly url: string
  /** Stops accepting requests; resolves when the running ones have been answered or their time is up. */
  stop(): Promise<void>
}

/** GitHub gives up after 10 s. A sender that takes longer to send the headers is not GitHub. */
const SLOWEST_HEAD_MS = 8_000

/** Long enough for a person to upload a 25 MB log over a slow connection. The webhook handler has a stricter limit. */
const SLOWEST_REQUEST_MS = 300_000

/** Docker kills a container 10 seconds after asking it to stop. The running deliveries get the rest of that time. */
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
    // Without this, a client that keeps its connection open delays `stop` by several seconds.
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
    sendPlainResponse(response, 404, 'Not found. Webhooks go to the configured path.')
  }
}

function listen(server: Server, { host, port }: HttpServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(portUnavailable(host, port, cause)))
    server.listen({ host, port }, resolve)
  })
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  EADDRINUSE: ['it is already in use', 'Stop the other process, or set PORT to a free port.'],
  EACCES: ['this user may not bind to it', 'Set PORT to a number above 1023.'],
  EADDRNOTAVAIL: [
    'the address does not belong to this machine',
    'Set HOST to localhost, or to 0.0.0.0 in a container.',
  ],
  ENOTFOUND: ['the name cannot be resolved', 'Set HOST to localhost, or to 0.0.0.0 in a container.'],
}

/** @returns the error for a host and port that cannot be bound, with the reason and a hint */
export function portUnavailable(host: string, port: number, cause: NodeJS.ErrnoException): TriageError {
  const [why, hint] = REASONS[cause.code ?? ''] ?? [cause.message, 'Check HOST and PORT.']
  return new TriageError('address-unavailable', `The bot cannot listen on ${host}:${port}: ${why}.`, { hint, cause })
}

/**
 * After `withinMs` milliseconds, closes connections whose request is incomplete or whose response has not been read.
 */
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
