import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** Replaces GitHub's response; null breaks the connection instead. */
type Step = (forward: () => Promise<Response>) => Promise<Response | null>

/** A proxy between the bot and the local GitHub: records requests, and lets a test intercept them. */
export interface ApiGateway {
  readonly url: string
  /** Every request so far, as `GET /repos/…`. */
  readonly requests: readonly string[]
  /** The requests that change something, except those that fetch a token. */
  readonly writes: readonly string[]
  /** The bot's reactions to comments, as `<comment id> +1`. The local GitHub does not support reactions. */
  readonly reactions: readonly string[]
  /** Intercepts the next request whose line matches. */
  stepIn(line: RegExp, step: Step): void
  /** Removes all interceptions. */
  stepOut(): void
  close(): Promise<void>
}

export async function startApiGateway(target: string): Promise<ApiGateway> {
  const requests: string[] = []
  const reactions: string[] = []
  const steps: { readonly line: RegExp; readonly step: Step }[] = []

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const line = `${request.method} ${request.url}`
    const body = await buffer(request)
    const forward = () => forwardTo(target, request, body)
    requests.push(line)
    const at = steps.findIndex((one) => one.line.test(line))
    const [chosen] = at < 0 ? [] : steps.splice(at, 1)
    const respond = () => react(line, body, reactions) ?? forward()
    const answer = chosen === undefined ? await respond() : await chosen.step(forward)
    if (answer === null) return void response.destroy()
    const headers = Object.fromEntries(['content-type', 'link'].map((name) => [name, answer.headers.get(name) ?? '']))
    response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()))
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    reactions,
    get writes() {
      return requests.filter(isWrite)
    },
    stepIn: (line, step) => void steps.push({ line, step }),
    stepOut: () => void steps.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function isWrite(line: string): boolean {
  return !line.startsWith('GET ') && !line.endsWith('/access_tokens')
}

function forwardTo(target: string, { method = 'GET', url, headers }: IncomingMessage, body: Buffer): Promise<Response> {
  const { authorization = '', accept = '', 'content-type': contentType = 'application/json' } = headers
  return fetch(`${target}${url}`, {
    method,
    redirect: 'manual',
    headers: { authorization, accept, 'content-type': contentType },
    ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
  })
}

/** GitHub's response to a new reaction to a comment; null for every other request. */
function react(line: string, body: Buffer, reactions: string[]): Promise<Response> | null {
  const [, id] = /^POST \/repos\/[^/]+\/[^/]+\/issues\/comments\/(\d+)\/reactions$/.exec(line) ?? []
  if (id === undefined) return null
  const { content } = JSON.parse(body.toString())
  reactions.push(`${id} ${content}`)
  return Promise.resolve(Response.json({ id: reactions.length, content }, { status: 201 }))
}
