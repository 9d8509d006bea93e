/**
 * A proxy between a bot and the local GitHub. The local GitHub returns 403 after 5,000 calls with one token. The proxy
 * replaces the token before that, so that there seems to be no limit.
 */
import { createSign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** Stays below the local GitHub's limit. */
const MAX_CALLS = 4_000

interface App {
  readonly url: string
  readonly appId: number
  readonly privateKey: string
}

export interface UnlimitedGitHub {
  readonly url: string
  close(): Promise<void>
}

/** An installation token that the proxy uses in place of the bot's token. */
interface ReplacedToken {
  readonly path: string
  token: string
  calls: number
}

export async function startUnlimitedGitHub(app: App): Promise<UnlimitedGitHub> {
  const tokens = new Map<string, ReplacedToken>()

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request
    const body = await buffer(request)
    const { authorization = '', accept = '*/*', 'content-type': type = 'application/json' } = request.headers
    const headers = { authorization: await validToken(authorization), accept, 'content-type': type }
    const answer = await fetch(`${app.url}${url}`, {
      method,
      headers,
      redirect: 'manual',
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    })
    const content = Buffer.from(await answer.arrayBuffer())
    if (url.endsWith('/access_tokens') && answer.ok) {
      const { token } = JSON.parse(content.toString())
      tokens.set(token, { path: url, token, calls: 0 })
    }
    const kept = ['content-type', 'link'].map((name) => [name, answer.headers.get(name) ?? ''] as const)
    response.writeHead(answer.status, Object.fromEntries(kept)).end(content)
  }

  /** Returns the same authorization, with a token that has calls left. */
  async function validToken(authorization: string): Promise<string> {
    const replaced = tokens.get(authorization.replace(/^\w+ /, ''))
    if (replaced === undefined) return authorization
    if (++replaced.calls > MAX_CALLS) {
      replaced.calls = 0
      const headers = { authorization: `bearer ${signed(app)}` }
      const answer = await fetch(`${app.url}${replaced.path}`, { method: 'POST', headers })
      const { token } = (await answer.json()) as { readonly token: string }
      replaced.token = token
    }
    return `token ${replaced.token}`
  }

  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/**
 * Returns the JWT that an App authenticates with:
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app
 */
function signed({ appId, privateKey }: App): string {
  const now = Math.floor(Date.now() / 1000)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now - 30, exp: now + 300, iss: String(appId) })}`
  return `${claims}.${createSign('RSA-SHA256').update(claims).sign(privateKey, 'base64url')}`
}
