/** The web app as a handler of Node's own server, so that the bot's process serves the pages too. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { createWebApp } from './web-app.ts'
import type { WebWorld } from './world.ts'

/** @param proxies how many proxies of ours stand before the server; each appends an address to `X-Forwarded-For` */
export function createWebHandler(world: Omit<WebWorld, 'addressOf'>, proxies: number) {
  const app = createWebApp({ ...world, addressOf: (c) => addressOf(c, proxies) })
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    await listener(request, response)
    return true
  }
}

/** What a client writes into the header itself stands further to the left, and is not believed. */
function addressOf(c: Context, proxies: number): string {
  const { incoming } = c.env as HttpBindings
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((it) => it.trim())
  const told = proxies > 0 ? forwarded.at(-proxies) : undefined
  return told || (incoming.socket.remoteAddress ?? 'unknown')
}
