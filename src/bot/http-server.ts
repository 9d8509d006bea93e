/** The HTTP side of the bot: takes webhooks, refuses what cannot be one before reading it, answers everything else shortly. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TriageError } from '../errors.ts'

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
  /** How long a request may take to arrive, in milliseconds; `SLOWEST_REQUEST_MS` unless told. */
  readonly slowestRequestMs?: number
}

export interface RunningServer {
  /** Address that the server answers at, e.g. `http://localhost:3000`. */
  readonly url: string
  /** Takes no new requests and resolves when the running ones were answered. */
  stop(): Promise<void>
}

/** "Payloads are capped at 25 MB": https://docs.github.com/en/webhooks/webhook-events-and-payloads */
const LARGEST_PAYLOAD = 25 * 1024 * 1024

/**
 * GitHub gives up after 10 s; a sender that needs longer for a request is not GitHub. Below the 9 s after which
 * @octokit/webhooks acknowledges a delivery that it has not read to its end.
 */
const SLOWEST_REQUEST_MS = 8_000

/** A person may send a log of 25 MB over a slow line. */
const SLOWEST_UPLOAD_MS = 300_000

/**
 * @throws TriageError('address-unavailable') when the host or port cannot be bound
 */
export async function startHttpServer(options: HttpServerOptions): Promise<RunningServer> {
  const slowest = options.slowestRequestMs ?? SLOWEST_REQUEST_MS
  const limits = {
    requestTimeout: options.pages === undefined ? slowest : Math.max(slowest, SLOWEST_UPLOAD_MS),
    headersTimeout: slowest,
    connectionsCheckingInterval: Math.ceil(slowest / 16),
  }
  const server = createServer(limits, (request, response) => {
    // Else a client that keeps its connection open delays `stop` by some seconds.
    response.once('close', () => setImmediate(() => server.listening || server.closeIdleConnections()))
    answer(request, response, { ...options, slowestRequestMs: slowest }).catch((error: unknown) => {
      options.onBroken(error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  await listen(server, options)
  const { port } = server.address() as AddressInfo
  return { url: `http://${printable(options.host)}:${port}`, stop: () => close(server) }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpServerOptions & { readonly slowestRequestMs: number },
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0]
  if (path === '/ping') return end(response, 200, 'PONG')
  if (path !== options.webhookPath) {
    if (await options.pages?.(request, response)) return
    return end(response, 404, 'Not found. Webhooks are taken at the path that was configured.')
  }
  if (request.method !== 'POST') return end(response, 405, 'Webhooks are posted.')
  const refused = refuseBySize(request)
  if (refused !== null) return end(response, ...refused)
  endIfSlow(request, response, options.slowestRequestMs)
  if (!(await options.webhooks(request, response))) end(response, 404, 'Not found.')
}

/** The server itself waits longer where it has pages, to which people upload. */
function endIfSlow(request: IncomingMessage, response: ServerResponse, ms: number): void {
  const timer = setTimeout(() => end(response, 408, 'A webhook comes in at once.'), ms)
  for (const event of ['end', 'close']) request.once(event, () => clearTimeout(timer))
}

/** GitHub always says how long a payload is; whoever does not, or says too much, is refused before a byte is read. */
function refuseBySize(request: IncomingMessage): readonly [number, string] | null {
  const length = request.headers['content-length']
  if (length === undefined) return [411, 'A webhook needs a Content-Length.']
  if (Number(length) > LARGEST_PAYLOAD) return [413, 'GitHub sends at most 25 MB.']
  return null
}

/** What was refused unread still comes in on its connection, which therefore ends. */
const MORE_HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  405: { allow: 'POST' },
  408: { connection: 'close' },
  411: { connection: 'close' },
  413: { connection: 'close' },
}

function end(response: ServerResponse, status: number, text: string): void {
  const more = MORE_HEADERS[status] ?? {}
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...more }).end(`${text}\n`)
}

function listen(server: Server, { host, port }: HttpServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(addressUnavailable(host, port, cause)))
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
export function addressUnavailable(host: string, port: number, cause: NodeJS.ErrnoException): TriageError {
  const [why, hint] = REASONS[cause.code ?? ''] ?? [cause.message, 'Check HOST and PORT.']
  return new TriageError('address-unavailable', `The bot cannot listen on ${host}:${port}: ${why}.`, { hint, cause })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}

/** An IPv6 address needs brackets in a URL. */
function printable(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
