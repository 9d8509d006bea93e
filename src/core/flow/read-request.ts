/**
 * Reads an HTTP request and its status from one line of a log, whatever wrote it: access logs, JSON lines, logfmt,
 * arrows, or `curl -v`, whose request and response are on lines of their own.
 */

export interface LoggedRequest {
  /** Path with its query; without scheme and host. */
  readonly path: string
  readonly status: number
}

const METHOD = '(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH)'
const TARGET = String.raw`(?:https?:\/\/[^\s"'<>\/]{1,200})?(\/[^\s"'<>,;]{0,800})`
const STATUS = '([1-5]\\d\\d)'

/** One layout per row: the method, the target and then the status, on one line. */
const LAYOUTS: readonly RegExp[] = [
  // "GET /path HTTP/1.1" 200, as access logs and uvicorn write it
  new RegExp(String.raw`\b${METHOD} ${TARGET} HTTP\/[\d.]{1,3}"? ${STATUS}\b`),
  // GET /path -> 200, POST /token: 401, GET /path 404 (16ms), GET /path … status=200
  new RegExp(
    String.raw`\b${METHOD} ${TARGET}"?(?: [\w-]{1,30}=[\w.:-]{1,60}){0,3}\s{0,4}(?:[-=]{1,2}>|→|⇒|:|=|\||returned|returns|answered|responded with|\(|\.{2,})?\s{0,4}(?:HTTP(?:\/[\d.]{1,3})?\s|status(?: code)?[=: ]{1,2})?${STATUS}(?![\d.])`,
  ),
  // 200 GET /path, 401 POST https://host/token
  new RegExp(String.raw`(?<![\d.:])()${STATUS}\s{1,4}(?:-\s)?${METHOD} ${TARGET}`),
]

/** A JSON or logfmt field with the path, and one with the status; the order does not matter. */
const PATH_FIELD =
  /["']?\b(?:path|uri|url|request_uri|requestUri|target|http\.target|cs-uri-stem|requestPath)["']?\s?[:=]\s?["']?(?:https?:\/\/[^\s"'/]{1,200})?(\/[^\s"',]{0,800})/i
const STATUS_FIELD =
  /["']?\b(?:status|status_?code|response_?code|http\.status_code|sc-status|code|responseStatus)["']?\s?[:=]\s?["']?([1-5]\d\d)\b/i

/** A URL followed by its status, as clients trace it: `Fetched https://host/mcp: {"status":200}`, `https://host/token: 404`. */
const URL_AND_STATUS =
  /https?:\/\/[^\s"'<>/]{1,200}(\/[^\s"'<>,;]{0,800}?)["']?:? (?:HTTP )?(?:\{[^\n]{0,40}"status":\s?)?([1-5]\d\d)(?![\d.])/

/** @returns null if the line shows no request with its status */
export function readRequest(line: string): LoggedRequest | null {
  for (const layout of LAYOUTS) {
    const match = layout.exec(line)
    if (match === null) continue
    const [, first = '', second = '', third = ''] = match
    return first.startsWith('/') ? { path: first, status: Number(second) } : { path: third, status: Number(second) }
  }
  const traced = URL_AND_STATUS.exec(line)
  if (traced !== null) return { path: traced[1] as string, status: Number(traced[2]) }
  const path = PATH_FIELD.exec(line)?.[1]
  const status = path === undefined ? undefined : STATUS_FIELD.exec(line)?.[1]
  return path === undefined || status === undefined ? null : { path, status: Number(status) }
}

const REQUEST_LINE = new RegExp(String.raw`^(?:>|\*|\[?>)?\s{0,3}${METHOD} ${TARGET}(?: HTTP\/[\d.]{1,3})?\s*$`)
const STATUS_LINE = /^(?:<|\[?<)?\s{0,3}HTTP\/[\d.]{1,3} ([1-5]\d\d)\b/

/** @returns the path if the line is only a request, as `curl -v` prints it */
export function readRequestLine(line: string): string | null {
  return REQUEST_LINE.exec(line.trim())?.[1] ?? null
}

/** @returns the status if the line is only a response's first line */
export function readStatusLine(line: string): number | null {
  const status = STATUS_LINE.exec(line.trim())?.[1]
  return status === undefined ? null : Number(status)
}
