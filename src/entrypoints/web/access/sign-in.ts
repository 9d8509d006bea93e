/**
 * "Sign in with GitHub": the App's OAuth flow with state and PKCE. State, PKCE verifier and the person's token live
 * only in sealed `__Host-` cookies, never on our disk.
 */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { HOUR_MS, MINUTE_MS } from '../../../core/time-units.ts'
import { refuse } from '../refuse.ts'
import { createSeal } from './seal.ts'
import type { SignedIn, WebGitHub } from './web-github.ts'

/** Time that a person has to authorize the sign-in. */
const ATTEMPT_MS = 10 * MINUTE_MS
/**
 * GitHub's own user tokens expire after 8 hours:
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens
 */
const SESSION_MS = 8 * HOUR_MS

export interface SignInDeps {
  readonly github: WebGitHub
  /** The App's client secret, which is used to seal the cookies. */
  readonly secret: string
  readonly clock: () => number
  /** URL that GitHub redirects to afterwards; null for the App's first callback URL. */
  readonly callbackUrl: string | null
}

export interface Sessions {
  /** The signed-in person; null if nobody is signed in or the session has expired. */
  viewer(c: Context): Promise<SignedIn | null>
  /** Returns a value for a form of ours, which proves that the form was made for this person's session. */
  sealForm(viewer: SignedIn): Promise<string>
  /** Whether the value was made by `sealForm` for this session and has not expired. */
  isOwnForm(text: string | undefined, viewer: SignedIn): Promise<boolean>
}

/** For servers without sign-in. */
export const NOBODY: Sessions = { viewer: async () => null, sealForm: async () => '', isOwnForm: async () => false }

interface Attempt {
  readonly state: string
  readonly verifier: string
  readonly to: string
}

export function addSignIn(app: Hono, deps: SignInDeps): Sessions {
  const { github, secret, clock } = deps
  const attempts = createSeal(secret, 'attempt', ATTEMPT_MS)
  const sessions = createSeal(secret, 'session', SESSION_MS)
  const forms = createSeal(secret, 'form', SESSION_MS)
  app.get('/login', async (c) => {
    const attempt = { state: random(), verifier: random(), to: ownPath(c.req.query('to')) }
    putCookie(c, 'attempt', await attempts.seal(attempt, clock()), ATTEMPT_MS)
    return c.redirect(authorizeUrl(deps, attempt))
  })
  app.get('/login/callback', async (c) => {
    const attempt = (await attempts.open(getCookie(c, 'attempt', 'host'), clock())) as Attempt | null
    // An attempt is valid only once, whatever its outcome.
    deleteCookie(c, 'attempt', { prefix: 'host', path: '/', secure: true })
    const { code = '', state = '' } = c.req.query()
    if (attempt === null || code === '' || !isSame(state, attempt.state)) return refuse(c, 'malformed')
    const signedIn = await github.exchangeCode(code, attempt.verifier)
    if (signedIn === null) return refuse(c, 'malformed')
    putCookie(c, 'session', await sessions.seal(signedIn, clock()), SESSION_MS)
    return c.redirect(attempt.to)
  })
  app.post('/logout', (c) => {
    deleteCookie(c, 'session', { prefix: 'host', path: '/', secure: true })
    return c.redirect('/', 303)
  })
  return {
    viewer: async (c) => (await sessions.open(getCookie(c, 'session', 'host'), clock())) as SignedIn | null,
    sealForm: (viewer) => forms.seal({ session: sessionOf(viewer) }, clock()),
    async isOwnForm(text, viewer) {
      const opened = (await forms.open(text, clock())) as { readonly session?: unknown } | null
      return opened?.session === sessionOf(viewer)
    },
  }
}

/** A token belongs to one sign-in, so its hash names the session without revealing it. */
function sessionOf({ token }: SignedIn): string {
  return createHash('sha256').update(token).digest('base64url')
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
    client_id: github.clientId,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(callbackUrl !== null && { redirect_uri: callbackUrl }),
  }
  return `${github.authorizeUrl}?${new URLSearchParams(query)}`
}

/** Only a path on this site is a valid target, with its query: `//host` and `/\host` lead to other sites. */
function ownPath(to: string | undefined): string {
  const isPath = /^\/(?![/\\])[\w./%?&=:+,~#-]{0,600}$/.test(to ?? '')
  // No line break, not even an escaped one, may reach a header.
  return to !== undefined && isPath && !/%(?:[01]|7f)/i.test(to) ? to : '/'
}

function random(): string {
  return randomBytes(32).toString('base64url')
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
