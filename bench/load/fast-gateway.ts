/**
 * A proxy in front of the local GitHub that caches each GET until something is written: it acts like a GitHub without
 * the limit of 5,000 calls per hour and is fast enough not to distort the measurement.
 */
import { createServer, type IncomingMessage } from 'node:http'

interface CachedResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Headers that GitHub clients use, except the rate-limit headers. */
const FORWARDED_HEADERS = ['content-type', 'link', 'etag']

/** @returns the proxy's URL */
export async function startFastGateway(upstream: string): Promise<string> {
  const known = new Map<string, CachedResponse>()
  const server = createServer((request, response) => {
    answer(request, { upstream, known }).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      () => response.writeHead(502).end(),
    )
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

interface Gateway {
  readonly upstream: string
  readonly known: Map<string, CachedResponse>
}

async function answer(request: IncomingMessage, { upstream, known }: Gateway): Promise<CachedResponse> {
  const { method = 'GET', url = '/' } = request
  const before = method === 'GET' ? known.get(url) : undefined
  if (before !== undefined) return before
  const body = await bodyOf(request)
  const { authorization = '', accept = '*/*', 'content-type': type = 'application/json' } = request.headers
  const headers = { authorization, accept, 'content-type': type, 'user-agent': 'gateway' }
  const response = await fetch(`${upstream}${url}`, { method, headers, ...(body.length > 0 && { body }) })
  const forwarded = FORWARDED_HEADERS.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value.replaceAll(upstream, `http://${request.headers.host}`)] as const]
  })
  const cached = {
    status: response.status,
    headers: Object.fromEntries(forwarded),
    body: Buffer.from(await response.arrayBuffer()),
  }
  if (method === 'GET') known.set(url, cached)
  else invalidate(url, known)
  return cached
}

/** A write to an issue or repository invalidates the cached responses about it. */
function invalidate(url: string, known: Gateway['known']): void {
  const issue = /^\/repos\/[^/]+\/[^/]+\/issues\/\d+/.exec(url)?.[0]
  const path = issue ?? url.split('?', 1)[0] ?? url
  for (const key of known.keys()) {
    if (key === path || key.startsWith(`${path}/`) || key.startsWith(`${path}?`)) known.delete(key)
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
