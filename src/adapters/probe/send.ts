/**
 * Sends the requests of a probe over the real network. Every connection, also after a redirect, goes to an address that
 * was checked first. Size, time and redirects are limited; nothing is decompressed, and no cookie is kept.
 */
import { lookup as resolve } from 'node:dns/promises'
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { NoAnswerReason, ProbeRequest, ProbeResponse, SendRequest } from '../../core/probe/probe.ts'
import { lookupPinned } from '../attachments/https-network.ts'
import type { MayConnect } from './reach.ts'
import { readLimited } from './read-limited.ts'

export interface SendOptions {
  readonly mayConnect: MayConnect
  /** Sent unless a request has another one. */
  readonly userAgent: string
  readonly limits?: SendLimits
  /** Resolves a host name; the system's resolver by default. */
  readonly lookup?: (host: string) => Promise<readonly string[]>
}

export interface SendLimits {
  readonly bodyBytes: number
  readonly redirects: number
  /** For one request with its redirects, in milliseconds. */
  readonly ms: number
}

/** Metadata documents and token responses have a few kilobytes; a login page may have more. */
const LIMITS: SendLimits = { bodyBytes: 512 * 1024, redirects: 5, ms: 15_000 }

export const lookupAddresses = async (host: string): Promise<readonly string[]> =>
  (await resolve(bareHost(host), { all: true, order: 'ipv4first' })).map(({ address }) => address)

export function createSend(options: SendOptions): SendRequest {
  return async (request) => {
    const signal = AbortSignal.timeout((options.limits ?? LIMITS).ms)
    try {
      return await follow(request, { ...options, signal })
    } catch (error) {
      // A connection that is closed because of the time limit reports a broken connection.
      if (signal.aborted) return { failed: 'timeout' }
      return { failed: error instanceof NoAnswerError ? error.reason : reasonOf(error) }
    }
  }
}

class NoAnswerError extends Error {
  readonly reason: NoAnswerReason

  constructor(reason: NoAnswerReason) {
    super(reason)
    this.reason = reason
  }
}

async function follow(request: ProbeRequest, connection: Connection): Promise<ProbeResponse> {
  const { redirects } = connection.limits ?? LIMITS
  let url = checkUrl(request.url)
  for (let hop = 0; hop <= redirects; hop++) {
    const response = await connect(url, request, connection)
    const { location } = response.headers
    if (request.follow !== true || response.status < 300 || response.status > 399 || location === undefined) {
      return { ...response, url: url.href }
    }
    url = checkUrl(location, url)
  }
  throw new NoAnswerError('redirects')
}

function checkUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new NoAnswerError('bad-url')
  }
  return url
}

type Connection = SendOptions & { readonly signal: AbortSignal }

/** Tries the host's allowed addresses in order: `localhost` may be served on only one of its two. */
async function connect(url: URL, request: ProbeRequest, connection: Connection) {
  const { lookup = lookupAddresses, mayConnect, signal } = connection
  const addresses = await withTime(lookup(url.hostname), signal)
  const allowed = addresses.filter((address) => mayConnect(url.hostname, address))
  if (allowed.length === 0) throw new NoAnswerError('forbidden')
  let refused: unknown
  for (const address of allowed) {
    try {
      return await exchange(url, { ...request, address }, connection)
    } catch (error) {
      if (reasonOf(error) !== 'refused') throw error
      refused = error
    }
  }
  throw refused
}

/** The resolver takes no signal. */
function withTime<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  return Promise.race([promise, aborted])
}

async function exchange(
  url: URL,
  { method, headers, body, address }: ProbeRequest & { readonly address: string },
  { userAgent, limits = LIMITS, signal }: Connection,
) {
  const options: RequestOptions = {
    method,
    headers: {
      'accept-encoding': 'identity',
      'user-agent': userAgent,
      ...headers,
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    },
    signal,
    // No agent: a pooled connection could lead to an address that was checked for another host.
    agent: false,
    lookup: lookupPinned(address),
  }
  const incoming = await send(url, options, body)
  try {
    const text = await readLimited(incoming, { maxBytes: limits.bodyBytes, untilEvent: method === 'POST' })
    if (text === null) throw new NoAnswerError('too-large')
    return { status: incoming.statusCode ?? 0, headers: firstValues(incoming), body: text }
  } finally {
    incoming.destroy()
  }
}

function send(url: URL, options: RequestOptions, body: string | undefined): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolveIncoming, reject) => {
    const outgoing = request(url, options, (incoming) => {
      incoming.on('error', () => {})
      resolveIncoming(incoming)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function firstValues({ headers }: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(headers).map(([name, it]) => [name, Array.isArray(it) ? it.join(', ') : it]))
}

const REASONS: readonly (readonly [NoAnswerReason, RegExp])[] = [
  ['dns', /^(?:ENOTFOUND|EAI_\w+)$/],
  ['refused', /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/],
  ['tls', /CERT|SSL|TLS|SELF_SIGNED|EPROTO|UNABLE_TO_/],
  ['timeout', /^(?:ETIMEDOUT|ABORT_ERR)$/],
]

function reasonOf(error: unknown): NoAnswerReason {
  if (!(error instanceof Error)) return 'reset'
  const code = 'code' in error ? String(error.code) : ''
  return REASONS.find(([, pattern]) => pattern.test(code))?.[0] ?? 'reset'
}

/** Without the brackets of an IPv6 address in a URL. */
function bareHost(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}
