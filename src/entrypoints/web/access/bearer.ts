import type { Context } from 'hono'

/** @returns the request's GitHub token, which may be personal or belong to an App; GitHub decides what it may read */
export function bearerOf(c: Context): string | null {
  return /^(?:bearer|token) ([\x21-\x7e]{1,500})$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null
}
