/** Reads a request and its status on one line: access logs, routers, debug output of clients. */
import { type Exchange, lineReader } from '../reader.ts'
import { hostOf, METHOD, NO_COUNT, STATUS, TARGET } from './request-target.ts'

interface Layout {
  readonly pattern: RegExp
  /** The groups of the pattern by what they hold. */
  readonly host: number
  readonly path: number
  readonly status: number
  /** True for the debug output of tools that call an API, whatever the paths are, and send a credential with each call. */
  readonly isCall?: true
}

/** Statuses of a tool's call that say something about its credential; what else fails has reasons of its own. */
const ACCESS = '(2\\d\\d|401|403)'

/** Behind the result of a proxy's cache, so not at the beginning of a word. */
const STATUS_OF_PROXY = '([1-5]\\d\\d)'

/** One row per layout. The first one that matches wins. */
const LAYOUTS: readonly Layout[] = [
  // https://host:443 "POST /token HTTP/1.1" 400 63, as urllib3 writes it
  {
    pattern: new RegExp(
      String.raw`https?:\/\/([^\s"'<>\/]{1,200}) "${METHOD} (\/[^\s"]{0,800}) HTTP\/[\d.]{1,3}" ${STATUS}\b`,
    ),
    host: 1,
    path: 2,
    status: 3,
    isCall: true,
  },
  // "GET /path HTTP/1.1" 200: common and combined logs, uvicorn, Envoy; "GET /path HTTP/1.1" from 10.0.0.1 - 401: chi;
  // "GET /path HTTP/1.1" status=401: nginx with named fields; GET https://host/path "HTTP/1.1 404 Not Found": httpx
  {
    pattern: new RegExp(
      String.raw`\b${METHOD} ${TARGET} "?HTTP\/[\d.]{1,3}"?(?: from \S{1,60} -)? (?:status[=:]\s?)?${STATUS}\b`,
    ),
    host: 1,
    path: 2,
    status: 3,
  },
  // host GET - "/oauth2/callback?code=1" HTTP/1.1 "Mozilla/5.0" 403: oauth2-proxy
  {
    pattern: new RegExp(String.raw`\b${METHOD} \S{1,200} "${TARGET}" HTTP\/[\d.]{1,3} "[^"]{0,400}" ${STATUS}\b`),
    host: 1,
    path: 2,
    status: 3,
  },
  // TCP_DENIED/407 4012 POST http://host/token: Squid
  {
    pattern: new RegExp(String.raw`\bTCP_[A-Z_]{2,40}\/${STATUS_OF_PROXY} \d+ ${METHOD} ${TARGET}`),
    host: 2,
    path: 3,
    status: 1,
  },
  // [403] https://host/packages.json: Composer
  { pattern: new RegExp(String.raw`^\[${ACCESS}\] ${TARGET}`), host: 2, path: 3, status: 1, isCall: true },
  // Could not GET 'https://host/path'. Received status code 401 from server: Gradle
  {
    pattern: new RegExp(String.raw`\b${METHOD} '${TARGET}'\. Received status code ${ACCESS}\b`),
    host: 1,
    path: 2,
    status: 3,
    isCall: true,
  },
  // # get https://host/path: 403 Forbidden: Go
  { pattern: new RegExp(`^# get ${TARGET}: ${ACCESS} [A-Z]`), host: 1, path: 2, status: 3, isCall: true },
  // npm http fetch PUT 403 https://registry/name: npm
  {
    pattern: new RegExp(String.raw`\bhttp fetch ${METHOD} ${STATUS} ${TARGET}`),
    host: 2,
    path: 3,
    status: 1,
    isCall: true,
  },
  // 401 401 34 366 "POST https://host:443/mcp HTTP/1.1": AWS load balancers
  {
    pattern: new RegExp(String.raw` ${STATUS} (?:[1-5]\d\d|-) \d+ \d+ "${METHOD} ${TARGET} HTTP`),
    host: 2,
    path: 3,
    status: 1,
  },
  // 10/0/30/69/109 404 275 - - ---- 1/1/1/1/0 0/0 "POST /register HTTP/1.1": HAProxy
  {
    pattern: new RegExp(String.raw`\/-?\d+\/\+?\d+ ${STATUS} \+?\d+ [^"]{0,120}"${METHOD} ${TARGET} HTTP`),
    host: 2,
    path: 3,
    status: 1,
  },
  // | 401 | 1.2ms | 10.0.0.7 | POST "/mcp": Gin; | 401 | 1.2ms | 10.0.0.7 | POST | /mcp | -: Fiber
  {
    pattern: new RegExp(
      String.raw`\|\s{0,4}${STATUS}\s{0,4}\|[^|]{0,40}\|[^|]{0,60}\|\s{0,4}${METHOD}\s{1,8}(?:"|\|\s{0,4})${TARGET}`,
    ),
    host: 2,
    path: 3,
    status: 1,
  },
  // GET /path -> 200, POST /token: 401, GET /path 404 (16ms), GET https://host/path - 302, GET /path … status=200,
  // POST https://host/path failed with status code 401, POST https://host/path [401 Unauthorized, 12ms],
  // POST /path for 10.0.0.7:0, 400 Bad Request
  {
    pattern: new RegExp(
      String.raw`\b${METHOD}\s{1,8}${TARGET}"?(?: [\w-]{1,30}=[\w.:-]{1,60}){0,3}(?: \([^()]{1,40}\)| for [^\s,]{1,60},)?\s{0,40}(?:[-=]{1,2}>|→|⇒|:|=|\||-|–|returned|returns|answered|responded(?: with)?|failed(?: with)?|with|gives|\(|\[|\.{2,})?\s{0,4}(?:HTTP(?:\/[\d.]{1,3})?\s|status(?: code)?[=: ]{1,2})?${STATUS}${NO_COUNT}`,
    ),
    host: 1,
    path: 2,
    status: 3,
  },
  // POST /mcp tools/call name=query → 403, POST /mcp initialize sub=u1 scope="a b" -> 200: words of the call in between
  {
    pattern: new RegExp(
      String.raw`\b${METHOD}\s{1,3}${TARGET}"?(?: (?:[\w-]{1,30}=)?(?:"[^"\n]{0,200}"|[A-Za-z][\w/.:-]{0,60})){0,5}(?: \([^()]{1,40}\))? (?:->|=>|→|⇒|\|) ${STATUS}(?![\d.])`,
    ),
    host: 1,
    path: 2,
    status: 3,
  },
  // POST /mcp initialize 200, POST /mcp tools/call name 403 {…}: the procedure in between
  {
    pattern: new RegExp(
      String.raw`\b${METHOD} ${TARGET} (?:initialize|ping|(?:tools|resources|prompts|notifications)\/\w{1,20})(?: [a-z_]\w{0,60})? ${STATUS}(?![\d.])`,
    ),
    host: 1,
    path: 2,
    status: 3,
  },
  // oauth/token (400 Bad Request) - 118 ms: names of saved requests, as Bruno prints them
  {
    pattern: new RegExp(
      String.raw`^\s{0,8}(?:https?:\/\/([^\s\/]{1,200}))?((?:[\w.-]{1,40}\/){0,6}[\w.-]{2,60}) \(${STATUS} [A-Z][A-Za-z ]{1,30}\) - [\d.]{1,9} ?m?s`,
    ),
    host: 1,
    path: 2,
    status: 3,
  },
  // .well-known/oauth-authorization-server/t/main 404 text/html: what a loop of commands prints
  {
    pattern: new RegExp(
      String.raw`^\s{0,8}(?:https?:\/\/([^\s\/]{1,200})\/)?((?:[\w-]{1,40}\/){0,4}\.well-known\/[\w\/.-]{3,200})[:\s]\s{0,4}${STATUS}\b`,
    ),
    host: 1,
    path: 2,
    status: 3,
  },
  // 401 POST https://host/token, 401 (POST https://host/token), 401 Unauthorized for POST https://host/token,
  // Responded 401 to POST /token: Spring
  {
    pattern: new RegExp(
      String.raw`(?<![\d.:])${STATUS}(?: [A-Z][a-z]{2,20}){0,2}(?: for| to)?\s{1,4}(?:-\s)?\(?${METHOD} ${TARGET}`,
    ),
    host: 2,
    path: 3,
    status: 1,
  },
  // <-- 403 https://host/path (131ms): OkHttp; Response: "400 https://host/path": Symfony
  { pattern: new RegExp(`(?:<-- |Response: ")${STATUS} ${TARGET}`), host: 2, path: 3, status: 1 },
  // 401 Client Error: Unauthorized for url: https://host/path, '404 Not Found' for url 'https://host/path': requests, httpx,
  // reqwest; Unexpected response code 401 for https://host/path: Volley; HTTP 400 from https://host/path
  {
    pattern: new RegExp(
      String.raw`\b${STATUS}(?: [A-Z][\w :]{2,60}?)?['")]{0,2} (?:for|from) (?:url:? )?['"(]?https?:\/\/([^\s"'<>\/]{1,200})(\/[^\s"'<>,;)]{0,800})`,
    ),
    host: 2,
    path: 3,
    status: 1,
  },
  // Fetched https://host/mcp: {"status":200}; https://host/token: 404; from https://host/path: HTTP 500
  {
    pattern: new RegExp(
      String.raw`https?:\/\/([^\s"'<>\/]{1,200})(\/[^\s"'<>,;)]{0,800}?)["']?(?::| →| ->| (?:failed|returned|answered|responded|replied)(?: with)?(?: an? (?:[a-z]{2,20} )?status(?: code)?)?)? ['"]?(?:HTTP |status )?(?:\{[^\n]{0,40}"?status"?[:=]\s?)?${STATUS}(?![\d.])`,
    ),
    host: 1,
    path: 2,
    status: 3,
  },
]

export const oneLineRequests = lineReader('requests on one line', readRequest)

/** @returns null if the line shows no request with its status */
function readRequest(line: string): Exchange | null {
  for (const { pattern, host, path, status, isCall } of LAYOUTS) {
    const match = pattern.exec(line)
    if (match === null) continue
    const written = hostOf(match[host])
    return {
      path: withSlash(match[path] as string),
      status: Number(match[status]),
      host: written,
      vantage: written === null ? 'server' : 'client',
      ...(isCall === undefined ? {} : { isCall, authorized: true }),
    }
  }
  return readWorded(line)
}

/** GET https://host/path - Ok @ 1.1.2026, POST https://host/path - Exception Thrown @ …: the log of Cloudflare's Workers. */
const WORDED = new RegExp(String.raw`^${METHOD} ${TARGET} - (Ok|Exception Thrown|Exceeded \w+)\b`)

function readWorded(line: string): Exchange | null {
  const match = WORDED.exec(line)
  if (match === null) return null
  const status = match[3] === 'Ok' ? 200 : 500
  return { path: match[2] as string, status, host: hostOf(match[1]), vantage: 'server' }
}

function withSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`
}
