/** Receives the browser's way back from a login on a port of this machine (RFC 8252 §7.3). Nothing is kept. */

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ProbeLogin } from '../../core/probe/probe.ts'
import { MINUTE_MS } from '../../core/time-units.ts'

export interface LoopbackOptions {
  /** Shows the user the URL to open. */
  readonly show: (url: string) => void
  /** Maximum time for the login in the browser, in milliseconds. */
  readonly ms?: number
}

export interface LoopbackLogin extends ProbeLogin {
  close(): void
}

const PATH = '/callback'
const FIVE_MINUTES = 5 * MINUTE_MS

const PAGE = 'The probe has its answer. You can close this page.\n'

const HEADERS = {
  'content-type': 'text/plain; charset=utf-8',
  'content-security-policy': "default-src 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  connection: 'close',
}

/** Listens only on 127.0.0.1, on a free port. */
export async function startLoopbackLogin({ show, ms = FIVE_MINUTES }: LoopbackOptions): Promise<LoopbackLogin> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    redirectUri: origin + PATH,
    authorize: (url) => {
      const returned = waitForCallback(server, origin, ms)
      show(url)
      return returned
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Other paths, such as the icon that browsers ask for, are refused. */
function waitForCallback(server: Server, origin: string, ms: number): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), ms)
    server.on('request', (request, response) => {
      const url = URL.parse(request.url ?? '', origin)
      const isCallback = url?.pathname === PATH && (url.searchParams.has('code') || url.searchParams.has('error'))
      response.writeHead(isCallback ? 200 : 404, HEADERS).end(isCallback ? PAGE : 'Not found\n')
      if (!isCallback) return
      clearTimeout(timer)
      resolve(url.href)
    })
  })
}
