/** Responds with an error: a page for people, the JSON error for programs. */
import type { Context } from 'hono'
import { API_ERRORS, ApiError, type ApiErrorCode } from './api/api-error.ts'
import { refusePage } from './pages/refusal.ts'

export function refuse(c: Context, code: ApiErrorCode, headers: Record<string, string> = {}) {
  const { status } = API_ERRORS[code]
  if (c.req.path.startsWith('/api/v1') || c.req.path === '/mcp')
    return c.json(new ApiError(code).document, status, headers)
  return c.html(refusePage(code), status, headers)
}
