/**
 * Stands before the local GitHub and remembers what it answered to a GET until something is written there: GitHub as it
 * would be without a limit of 5,000 calls an hour, and quick enough not to be what is measured.
 */
import { createServer, type IncomingMessage } from 'node:http'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Headers that a client of GitHub goes by; a limit is not among them. */
const KEPT = ['content-type', 'link', 'etag']

/** @returns its address */
export async function startFastGateway(upstream: string): Promise<string> {
  const known = new Map<string, Answer>()
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
  readonly known: Map<string, Answer>
}

async function answer(request: IncomingMessage, { upstream, known }: Gateway): Promise<Answer> {
  const { method = 'GET', url = '/' } = request
  const before = method === 'GET' ? known.get(url) : undefined
  if (before !== undefined) return before
  const body = await bodyOf(request)
  const { authorization = '', accept = '*/*', 'content-type': type = 'application/json' } = request.headers
  const headers = { authorization, accept, 'content-type': type, 'user-agent': 'gateway' }
  const given = await fetch(`${upstream}${url}`, { method, headers, ...(body.length > 0 && { body }) })
  const kept = KEPT.flatMap((name) => {
    const value = given.headers.get(name)
    return value === null ? [] : [[name, value.replaceAll(upstream, `http://${request.headers.host}`)] as const]
  })
  const made = { status: given.status, headers: Object.fromEntries(kept), body: Buffer.from(await given.arrayBuffer()) }
  if (method === 'GET') known.set(url, made)
  else forgetBelow(url, known)
  return made
}

/** What was written to an issue, or in a repository, makes the answers about it stale. */
function forgetBelow(url: string, known: Gateway['known']): void {
  const issue = /^\/repos\/[^/]+\/[^/]+\/issues\/\d+/.exec(url)?.[0]
  const place = issue ?? url.split('?', 1)[0] ?? url
  for (const key of known.keys()) {
    if (key === place || key.startsWith(`${place}/`) || key.startsWith(`${place}?`)) known.delete(key)
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
