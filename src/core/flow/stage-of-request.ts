/** The stage of a login that a request belongs to, by its path. A table, so that no reader knows stages. */
import type { Exchange } from './reader.ts'
import type { Stage } from './stage.ts'

/**
 * The first row that matches wins; null is a request that has nothing to do with a login. `refused`: the path alone
 * tells that an authorization was refused, whatever the status.
 */
const PATHS: readonly (readonly [Stage | null, RegExp, 'refused'?])[] = [
  // Browsers and monitors ask for these.
  [null, /\/\.well-known\/(?:appspecific|security\.txt|assetlinks|apple-)|favicon|\/healthz?\b|\/metrics\b|\/robots/i],
  [null, /\.(?:png|jpe?g|gif|svg|ico|webp|css|m?js|map|woff2?|ttf)(?:[?#]|$)/i],
  // The answer to a request for authorization is an error (RFC 6749, section 4.1.2.1).
  ['callback', /\/login\?(?:\S{0,80}&)?error\b/i, 'refused'],
  ['authorize', /[?&]error=[a-z_]{4,}/, 'refused'],
  ['resource-metadata', /\/\.well-known\/oauth-protected/],
  ['server-metadata', /\/\.well-known\/(?:oauth-authoriz|openid-configuration)/],
  // Servers send the browser there when they refuse a request for authorization.
  ['authorize', /[?&]errorId=|oauthErrorCode=|\/authorize\/(?:denied|error)\b/i, 'refused'],
  ['client-id', /\/(?:register|registration|clients-registrations|clients:register|dcr|oauth2?\/clients)\b(?!\.)/i],
  ['refresh', /grant_type=refresh_token/],
  [
    'token',
    /\/(?:o?auth\/?2?\/)?(?:v\d\/)?(?:o?auth2?\/)?(?:access_)?token\b|\/oauth\/access_token|\/mint-token\b|\/protocol\/openid-connect\/token/i,
  ],
  // The URL of a callback is a parameter of the request that leads to it.
  ['authorize', /[?&]response_type=/i],
  ['callback', /\/(?:oauth2?\/)?(?:callback|cb|redirect|signin-oidc|oidc\/return)\b|[?&]code=/i],
  [
    'authorize',
    /\/(?:authorize|authorization|(?:oauth2?|oidc|dex|o)\/auth|protocol\/openid-connect\/auth|consent|device)\b/i,
  ],
  ['call', /\/userinfo\b|\/oidc\/me\b/i],
  ['call', /\/(?:mcp|sse|messages?|jsonrpc|rpc)\b/i],
]

const REFUSALS = PATHS.filter(([, , mark]) => mark === 'refused').map(([, pattern]) => pattern)

/** Whether a path, or one of its parameters, tells that an authorization was refused. */
export function showsRefusal(path: string): boolean {
  return REFUSALS.some((pattern) => pattern.test(path))
}

/** AWS gives out credentials at hosts of their own, all requests to one path. */
const TOKEN_HOST = /^sts(?:\.[\w-]+)?\.amazonaws\.com$/

const API = /^\/(?:apis?|v\d)\b/i

export function isApi(path: string): boolean {
  return API.test(path)
}

/** An API says with 403 that who calls may not do so (RFC 9110, section 15.5.4); only with 401 does it ask who calls. */
export function isRefusedCall({ path, status }: Exchange): boolean {
  return status === 403 && API.test(path)
}

/**
 * @returns null for a request that has nothing to do with a login. A call of some API counts if it was refused for want
 *   of a right, since its other failures are its own; that it went through says something only about its own host, or
 *   about the caller whom the line names.
 */
export function stageOfRequest({ path, status, host, authorized }: Exchange): Stage | null {
  if (host !== undefined && host !== null && TOKEN_HOST.test(host)) return 'token'
  const row = PATHS.find(([, pattern]) => pattern.test(path))
  if (row !== undefined) return row[0]
  if (!API.test(path)) return null
  const isKnown = (host !== undefined && host !== null) || authorized === true
  const wentThrough = status >= 200 && status < 300 && isKnown
  return status === 401 || status === 403 || wentThrough ? 'call' : null
}
