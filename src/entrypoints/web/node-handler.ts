/** The web app as a handler of Node's own server, so that the bot's process serves the pages too. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { clientBlock } from './client-block.ts'
import { createWebApp } from './web-app.ts'
import type { WebDeps } from './web-deps.ts'

/** @param proxies how many proxies of ours stand before the server; each appends an address to `X-Forwarded-For` */
export function createWebHandler(deps: Omit<WebDeps, 'blockOf'>, proxies: number) {
  const app = createWebApp({ ...deps, blockOf: (c) => clientBlock((c.env as HttpBindings).incoming, proxies) })
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    await listener(request, response)
    return true
  }
}
