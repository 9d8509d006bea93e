/** Bodies that are too large are refused before they are read, by what they say of themselves or by what has come in. */
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { refusePage } from './pages/refusal.ts'

/** @param most bytes */
export function tooLargeBody(most: number): MiddlewareHandler {
  return bodyLimit({ maxSize: most, onError: (c) => c.html(refusePage(413), 413, { connection: 'close' }) })
}
