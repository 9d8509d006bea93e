/** Bodies that are too large are refused before they are read, by what they say of themselves or by what has come in. */
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { refuse } from './refuse.ts'

/** @param most bytes */
export function tooLargeBody(most: number): MiddlewareHandler {
  return bodyLimit({ maxSize: most, onError: (c) => refuse(c, 'too-large', { connection: 'close' }) })
}
