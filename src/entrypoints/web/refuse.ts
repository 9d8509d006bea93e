/** Responds with an error: a page for people, the JSON error for programs. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import { API_ERRORS, ApiError, type ApiErrorCode } from './api/api-error.ts'
import { type HtmlPage, layout, signInPath, type Visit, visitOf } from './layout.ts'

export function refuse(c: Context, code: ApiErrorCode, headers: Record<string, string> = {}) {
  const { status } = API_ERRORS[code]
  if (c.req.path.startsWith('/api/v1') || c.req.path === '/mcp')
    return c.json(new ApiError(code).document, status, headers)
  const visit = visitOf(c)
  return c.html(layout(refusePage(code, visit), visit), status, headers)
}

/** The page for a refused request: one sentence and a link home. "Forbidden" and "not found" look the same. */
const REFUSALS = {
  malformed: ['Bad request', 'The server could not understand the request.'],
  'not-found': ['Not found', 'Nothing exists at this URL, or you have no access to it.'],
  'wrong-method': ['Method not allowed', 'This URL does not support this HTTP method.'],
  'too-large': ['Too large', 'A report and its logs may be at most 25 MB in total.'],
  'too-many': ['Too many requests', 'Wait a minute, then try again.'],
  'too-much': [
    'Too much data',
    'This is more data than one IP address may send or have unpacked per minute. Wait a minute, then try again.',
  ],
  'wrong-type': ['Unsupported media type', 'The server does not read this type of content.'],
  busy: ['Busy', 'The server is busy and did not read your request. Try again in a few seconds.'],
  broken: ['Something went wrong', 'The error is on our side. Nothing was stored. Please try again.'],
} as const

function refusePage(code: keyof typeof REFUSALS, { login, path }: Visit): HtmlPage {
  const [title, sentence] = REFUSALS[code]
  const mayHelp = code === 'not-found' && login === null
  const signIn = mayHelp
    ? html`<p><a href="${signInPath(path)}">Sign in with GitHub</a> if the page is about a private repository that you can read.</p>`
    : ''
  return { title, main: html`<p>${sentence}</p>${signIn}<p><a href="/">Go to the home page</a></p>` }
}
