/**
 * Reads HTTP Archives as exported by browsers: http://www.softwareishard.com/blog/har-12-spec/. Keeps the data that
 * matters for logins: every request with its response, authentication-related headers, and the start of
 * authentication-related bodies.
 */
import { isObject, parseObject } from '../../../core/json-object.ts'
import { beginningOf } from '../../../core/report/clean-and-redact.ts'
import { lineCounter, objectSpans, restAfter } from './json-spans.ts'
import { type Block, padToLines } from './place-lines.ts'

/** In characters. Longer bodies are pages and scripts, not errors; a response with three JWTs is shorter. */
const MAX_BODY_LENGTH = 16_000
const MAX_VALUE_LENGTH = 8_000
/**
 * Maximum excess of entries without a request over entries with one; browsers never write entries without a request.
 */
const MAX_EXCESS_ENTRIES = 1_000

const HEADERS =
  /^(?:www-authenticate|proxy-authenticate|authorization|cookie|set-cookie|location|content-type|origin|referer|link|retry-after|server|cf-ray|cf-mitigated|access-control-.*|mcp-.*|.*(?:auth|token|api-?key|secret|session|error).*)$/i
const AUTH_URL =
  /oauth|token|authori[sz]|\.well-known|openid|log-?in|sign-?in|sso|saml|register|callback|introspect|revoke|userinfo|jwks|mcp/i

/**
 * Writes each request on the line where its entry starts in the file, and its details on the entry's other lines. The
 * first line is `time METHOD url → status text`; sent lines start with `> ` and received lines with `< `, as in `curl
 * -v` output. In an archive without line breaks, line n of the result is the n-th request, written on one line. Text
 * after the entries, such as a truncated entry, stays unchanged.
 * @returns null for text that is not an HTTP Archive
 */
export function readHar(text: string): string | null {
  if (!/^\s{0,1000}\{\s{0,1000}"log"\s{0,1000}:/.test(text)) return null
  const list = /"entries"\s{0,100}:\s{0,100}\[/.exec(text)
  if (list === null) return null
  const lineOf = lineCounter(text)
  const blocks: Block[] = []
  let requests = 0
  let read = list.index + list[0].length
  for (const { start, end } of objectSpans(text, read)) {
    const lines = readEntry(parseObject(text.slice(start, end)))
    blocks.push({ line: lineOf(start), lines })
    if (lines[0] !== NO_REQUEST) requests++
    if (blocks.length - requests > requests + MAX_EXCESS_ENTRIES) return null
    read = end
  }
  if (requests === 0) return null
  const rest = restAfter(text, read)
  return padToLines(rest === null ? blocks : [...blocks, { line: lineOf(rest.start), lines: rest.lines }])
}

const NO_REQUEST = '(an entry without a request)'

function readEntry(entry: Readonly<Record<string, unknown>> | null): readonly string[] {
  const request = entry?.['request']
  if (!isObject(request)) return [NO_REQUEST]
  const response = isObject(entry?.['response']) ? entry['response'] : {}
  const url = asString(request['url'])
  const status = Number(response['status'] ?? 0)
  const outcome = [status, asString(response['statusText']), asString(response['_error'])]
    .filter((part) => part !== '')
    .join(' ')
  const head = `${asString(entry?.['startedDateTime'])} ${asString(request['method'])} ${url} → ${outcome}`.trim()
  const includeBodies = status === 0 || status >= 400 || AUTH_URL.test(url.slice(0, 2_000))
  return [
    head,
    ...headers(request).map((line) => `> ${line}`),
    ...(includeBodies ? excerpt(postedText(request)).map((line) => `> ${line}`) : []),
    ...headers(response).map((line) => `< ${line}`),
    ...(includeBodies ? excerpt(contentText(response)).map((line) => `< ${line}`) : []),
  ]
}

function asString(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function headers({ headers: list }: Readonly<Record<string, unknown>>): readonly string[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((header: unknown) => {
    if (!isObject(header)) return []
    const name = asString(header['name']).slice(0, 200)
    const value = beginningOf(asString(header['value']), MAX_VALUE_LENGTH).replace(/\s+/g, ' ')
    return HEADERS.test(name) ? [`${name.toLowerCase()}: ${value}`] : []
  })
}

function postedText({ postData }: Readonly<Record<string, unknown>>): string {
  return isObject(postData) ? asString(postData['text']) : ''
}

function contentText({ content }: Readonly<Record<string, unknown>>): string {
  if (!isObject(content)) return ''
  const text = asString(content['text'])
  if (content['encoding'] !== 'base64') return text
  const isText = /json|text|xml|x-www-form/.test(asString(content['mimeType']))
  return isText ? Buffer.from(text.slice(0, 2 * MAX_BODY_LENGTH), 'base64').toString('utf8') : ''
}

function excerpt(body: string): readonly string[] {
  const lines = beginningOf(body, MAX_BODY_LENGTH).split(/\r?\n/)
  return lines.filter((line) => line.trim() !== '').map((line) => line.trimEnd())
}
