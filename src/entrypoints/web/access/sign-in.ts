/**
 * "Sign in with GitHub": the App's OAuth with state and PKCE. Both live in sealed `__Host-` cookies; the person's token
 * is in theirs alone and never on our disk. Comes in: a browser without a session. Goes out: one with.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { refuse } from '../refuse.ts'
import { createSeal } from './seal.ts'
import type { SignedIn, WebGitHub } from './web-github.ts'

/** How long a person may take to allow the sign-in. */
const ATTEMPT_MS = 10 * 60_000
/** GitHub's own user tokens end after eight hours: https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens */
const SESSION_MS = 8 * 60 * 60_000

export interface SignInDeps {
  readonly github: WebGitHub
  /** What cookies are sealed with: the App's client secret. */
  readonly secret: string
  readonly clock: () => number
  /** Where GitHub sends people back to; the App's first callback URL when it is null. */
  readonly callbackUrl: string | null
}

export interface Sessions {
  /** Who asks; null when nobody is signed in, or the session has ended. */
  viewer(c: Context): SignedIn | null
}

/** Where nobody can sign in. */
export const NOBODY: Sessions = { viewer: () => null }

interface Attempt {
  readonly state: string
  readonly verifier: string
  readonly to: string
}

export function addSignIn(app: Hono, deps: SignInDeps): Sessions {
  const { github, secret, clock } = deps
  const attempts = createSeal(secret, 'attempt', ATTEMPT_MS)
  const sessions = createSeal(secret, 'session', SESSION_MS)
  app.get('/login', (c) => {
    const attempt = { state: random(), verifier: random(), to: ownPath(c.req.query('to')) }
    putCookie(c, 'attempt', attempts.seal(attempt, clock()), ATTEMPT_MS)
    return c.redirect(authorizeUrl(deps, attempt))
  })
  app.get('/login/callback', async (c) => {
    const attempt = attempts.open(getCookie(c, 'attempt', 'host'), clock()) as Attempt | null
    // Once only, whatever comes of it: a state that was used is worth nothing.
    deleteCookie(c, 'attempt', { prefix: 'host', path: '/', secure: true })
    const { code = '', state = '' } = c.req.query()
    if (attempt === null || code === '' || !isSame(state, attempt.state)) return refuse(c, 'malformed')
    const signedIn = await github.exchangeCode(code, attempt.verifier)
    if (signedIn === null) return refuse(c, 'malformed')
    putCookie(c, 'session', sessions.seal(signedIn, clock()), SESSION_MS)
    return c.redirect(attempt.to)
  })
  app.post('/logout', (c) => {
    deleteCookie(c, 'session', { prefix: 'host', path: '/', secure: true })
    return c.redirect('/', 303)
  })
  return { viewer: (c) => sessions.open(getCookie(c, 'session', 'host'), clock()) as SignedIn | null }
}

function putCookie(c: Context, name: string, value: string, forMs: number): void {
  setCookie(c, name, value, {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: forMs / 1000,
  })
}

function authorizeUrl({ github, callbackUrl }: SignInDeps, { state, verifier }: Attempt): string {
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const query = {
    ...{ client_id: github.clientId, state, code_challenge: challenge, code_challenge_method: 'S256' },
    ...(callbackUrl !== null && { redirect_uri: callbackUrl }),
  }
  return `${github.authorizeUrl}?${new URLSearchParams(query)}`
}

/** Back to a page of ours and nowhere else: `//host` and `/\host` are addresses of others. */
function ownPath(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])[\w./-]{0,300}$/.test(to) ? to : '/'
}

function random(): string {
  return randomBytes(32).toString('base64url')
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
