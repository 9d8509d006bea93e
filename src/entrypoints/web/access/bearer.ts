import type { Context } from 'hono'

/** A token of GitHub's, personal or of an App: GitHub is asked what it may read. */
export function bearerOf(c: Context): string | null {
  return /^(?:bearer|token) ([\x21-\x7e]{1,500})$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null
}
