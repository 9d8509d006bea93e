/** The web app as a handler for Node's HTTP server, so that the bot's process serves the pages too. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { clientBlock } from './client-block.ts'
import { createWebApp } from './web-app.ts'
import type { WebDeps } from './web-deps.ts'

/** @param proxies number of our own proxies in front of the server; each appends an address to `X-Forwarded-For` */
export function createWebHandler(deps: Omit<WebDeps, 'blockOf'>, proxies: number) {
  const app = createWebApp({ ...deps, blockOf: (c) => clientBlock((c.env as HttpBindings).incoming, proxies) })
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    await listener(request, response)
    return true
  }
}
