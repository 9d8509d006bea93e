/** Finds the URLs that a report names, and what each of them is: an MCP server, an authorization server, an endpoint. */
import { strictShapeOf } from './strict-shapes.ts'

/** In characters per text. A report names its server early. */
const MAX_READ = 20_000
/** Up to a query, a fragment or a mark that ends a URL in a sentence; a placeholder in it stays, and disqualifies it. */
const URL_SOURCE = String.raw`https?:\/\/[^\s"'${'`'}()|,;?#\\]{1,220}`
const URL_IN_TEXT = new RegExp(URL_SOURCE, 'gi')
/** A client's configuration and command lines name the server that they are about. */
const CONFIGURED = new RegExp(
  String.raw`(?:"(?:server|http|mcp)?_?ur[li]"\s{0,4}:\s{0,4}"|(?:^|\n)\s{1,12}url:\s{1,4}["']?|(?:^|\n)url\s{0,4}=\s{0,4}"|\bmcp add\b[^\n]{0,120}?\s["']?|\bmcp-remote(?:@[\w.]{1,20})?["',\s]{1,8}|\b(?:endpoint|server|connector)(?: url)?\s{0,4}[:=]\s{0,4}["']?)(${URL_SOURCE})`,
  'gi',
)
/** People also say in running text which URL is that of the server. */
const LABELLED = new RegExp(
  String.raw`\b(?:mcp|mcp server|server|connector)(?:'s)? (?:url|endpoint|address)\b[\s:=(*${'`'}"']{1,6}(?:is |at )?["${'`'}(]{0,2}(${URL_SOURCE})|\bmcp server (?:at|on|under|runs at|running (?:at|on)) ["${'`'}(]{0,2}(${URL_SOURCE})`,
  'gi',
)
/** How browsers say that a page may not read a response. */
const BLOCKED = new RegExp(
  String.raw`\bAccess to (?:fetch|XMLHttpRequest|script|resource) at ["'](${URL_SOURCE})[^\n"']{0,300}["'] from origin ["'](https?:\/\/[\w.:-]{1,100})["']|Cross-Origin Request Blocked:[^\n]{0,120}\bresource at ["'‘]?(${URL_SOURCE})`,
  'gi',
)
/** The path of an MCP server: one last part per transport, and sometimes a name after it. */
const MCP_PATH = /^\/(?:[^/]+\/){0,8}(?:mcp|sse)\/?$|^\/(?:[^/]+\/){0,4}mcp\/[\w-]{1,40}\/?$/i
const MCP_HOST = /^mcp[.-]/i
/** Pages about MCP have such paths too. */
const READING_MATTER =
  /^https?:\/\/(?:(?:www\.)?(?:github|gitlab|npmjs)\.com|docs?\.)|\/(?:docs?|issues|blob|package|blog|specification)\//i
/** Where clients receive the answer of a login; never the server that a report is about. */
const CALLBACK = /\/(?:[\w-]*callback|redirect)\b/i
const WELL_KNOWN = /\/\.well-known\/[\w-]+/i

/** How metadata documents, tokens and errors name the authorization server. */
const ISSUER =
  /\biss(?:uer["'`]{0,2} {1,2}|(?:uer)?["'`]{0,2}\s{0,3}[:=]\s{0,3})["'`]?(https?:\/\/[^"'`\s,;)]{1,220})|"authorization_servers"\s*:\s*\[\s*"(https?:\/\/[^"\s]{1,220})"|\b(?:query|discover) (?:OIDC |OpenID )?provider ["'`](https?:\/\/[^"'`\s]{1,220})["'`]/gi
const ENDPOINT = /\/(?:oauth2?\/|v\d(?:\.\d)?\/|auth\/)*(?:authorize|token|register|clients:register)\/?$/i
const RESOURCE = /[?&]resource=(https?(?::\/\/|%3A%2F%2F)[\w.:/%~-]{1,200})/gi
const RELATIVE_SERVER = /\b(?:GET|POST)\s+\/(?:[\w-]+\/){0,4}(?:mcp|sse)\b/i
const RELATIVE_ENDPOINT = /\b(?:GET|POST)\s+(\/(?:[\w-]+\/){0,4}(authorize|token|register))\b/gi

export function urlsIn(text: string): readonly string[] {
  return usable([...text.slice(0, MAX_READ).matchAll(URL_IN_TEXT)].map(([url]) => url))
}

/** `host='login.example.com'`, as the libraries of Python name it. */
const NAMED_HOST = /\bhost=['"]([a-z\d][a-z\d.-]{0,100}\.[a-z]{2,20})['"]/gi
/** A message links what explains it. */
const EXPLAINS = /^(?:learn|docs?|developers?|support|help)\.|^aka\.ms$/i

/** The hosts that output names, without those of the pages that explain a message. */
export function hostsIn(text: string): readonly string[] {
  const named = [...text.slice(0, MAX_READ).matchAll(NAMED_HOST)].map(([, host]) => (host as string).toLowerCase())
  return [...urlsIn(text).map((url) => new URL(url).hostname), ...named].filter((host) => !EXPLAINS.test(host))
}

/** URLs in the configuration of an MCP client or in the command that adds a server. */
export function configuredServersIn(text: string): readonly string[] {
  if (!/mcp/i.test(text)) return []
  return serversAmong(usable([...text.slice(0, MAX_READ).matchAll(CONFIGURED)].map((match) => match[1] as string)))
}

/** URLs with the path of an MCP server. */
export function serversByPathIn(text: string): readonly string[] {
  return serversAmong(urlsIn(text)).filter((url) => MCP_PATH.test(new URL(url).pathname))
}

/** URLs whose host calls itself an MCP server, and the resources that a login asks for. */
export function serversByNameIn(text: string): readonly string[] {
  const resources = [...text.slice(0, MAX_READ).matchAll(RESOURCE)].map((match) => decoded(match[1] as string))
  const named = urlsIn(text).filter((url) => MCP_HOST.test(new URL(url).hostname))
  return serversAmong([...usable(resources), ...named.map(withoutWellKnown)])
}

/** URLs that the text calls the server's. */
export function serversByLabelIn(text: string): readonly string[] {
  const labelled = [...text.slice(0, MAX_READ).matchAll(LABELLED)].map(([, label, place]) => (label ?? place) as string)
  return serversAmong(usable(labelled))
}

export interface BlockedRequest {
  readonly url: string
  /** Null if the message does not name the page. */
  readonly origin: string | null
}

/** Requests whose response a browser hid from the page that made them. */
export function blockedRequestsIn(text: string): readonly BlockedRequest[] {
  return [...text.slice(0, MAX_READ).matchAll(BLOCKED)].flatMap(([, fetched, origin, resource]) =>
    usable([(fetched ?? resource) as string]).map((url) => ({ url, origin: origin ?? null })),
  )
}

/** @param requested URLs of a resource server and of its metadata */
export function serversRequested(requested: readonly string[]): readonly string[] {
  return serversByPathIn(requested.map(withoutWellKnown).join('\n'))
}

/** Issuers that metadata documents, tokens and errors in the report name. */
export function issuersIn(text: string): readonly string[] {
  return usable(
    [...text.slice(0, MAX_READ).matchAll(ISSUER)].map(
      ([, issuer, server, provider]) => (issuer ?? server ?? provider) as string,
    ),
  ).map((url) => url.replace(/\/$/, ''))
}

/** Issuers that follow from the endpoints that the report names. */
export function issuersByEndpointIn(text: string): readonly string[] {
  return endpointsIn(text).map(issuerOf)
}

/** Issuers whose metadata document the report names. */
export function issuersByMetadataIn(text: string): readonly string[] {
  return urlsIn(text)
    .filter((url) => /\/\.well-known\/(?:oauth-authorization-server|openid-configuration)/i.test(url))
    .map((url) => url.slice(0, url.search(WELL_KNOWN)))
}

export function registrationEndpointsIn(text: string): readonly string[] {
  return urlsIn(text).filter((url) => /\/(?:register|clients:register)$/i.test(url))
}

/**
 * @param log of one server
 * @returns the paths of the login's endpoints by name, if the log also shows calls to the MCP server, so that both are
 *   the same server; null otherwise
 */
export function ownEndpointsIn(log: string): Readonly<Partial<Record<string, string>>> | null {
  const read = log.slice(0, MAX_READ)
  if (!RELATIVE_SERVER.test(read)) return null
  const found = [...read.matchAll(RELATIVE_ENDPOINT)].map(([, path, name]) => [(name as string).toLowerCase(), path])
  return found.length === 0 ? null : Object.fromEntries(found)
}

function endpointsIn(text: string): readonly string[] {
  return urlsIn(text).filter((url) => isIssuersEndpoint(new URL(url).pathname))
}

function isIssuersEndpoint(path: string): boolean {
  return ENDPOINT.test(path) || /\/protocol\/openid-connect\/\w+$/i.test(path)
}

/** Each kind of server derives its endpoints from the issuer in its own way. */
function issuerOf(endpoint: string): string {
  const { origin, pathname } = new URL(endpoint)
  const realm = /^(.*)\/protocol\/openid-connect\//i.exec(pathname)?.[1]
  if (realm !== undefined) return origin + realm
  const tenant = /^(\/[^/]+)\/oauth2\/v2\.0\//i.exec(pathname)?.[1]
  if (tenant !== undefined) return `${origin}${tenant}/v2.0`
  const custom = /^(\/oauth2\/(?!v\d)[\w-]+)\/v1\//i.exec(pathname)?.[1]
  return custom === undefined ? origin : origin + custom
}

function serversAmong(urls: readonly string[]): readonly string[] {
  return urls.filter((url) => {
    const { hostname, pathname } = new URL(url)
    return hostname !== '0.0.0.0' && !CALLBACK.test(pathname) && !isIssuersEndpoint(pathname) && !WELL_KNOWN.test(url)
  })
}

/** `/.well-known/NAME/path` belongs to `/path`, and so does `/path/.well-known/NAME`. */
function withoutWellKnown(url: string): string {
  return url.replace(WELL_KNOWN, '').replace(/\/$/, '')
}

function decoded(text: string): string {
  return /%3A%2F%2F/i.test(text) && URL.canParse(`http://x/?${text}`) ? safelyDecoded(text) : text
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function usable(urls: readonly string[]): readonly string[] {
  return urls
    .map((url) => url.replace(/[^\p{L}\p{N}\]}]+$/u, ''))
    .filter((url) => strictShapeOf(url) !== null && URL.canParse(url) && !READING_MATTER.test(url) && isWhole(url))
}

/** People shorten URLs with dots, and hide the host behind one word. */
function isWhole(url: string): boolean {
  const { hostname, port } = new URL(url)
  return !url.includes('..') && (hostname.includes('.') || hostname === 'localhost' || port !== '')
}
