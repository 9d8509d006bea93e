/**
 * Reads formats that write a request and its response on lines of their own. A format is a row: how a request begins,
 * what its answer looks like, and an id that both carry where requests are interleaved.
 */

import type { Vantage } from '../observation.ts'
import type { Exchange, Reader } from '../reader.ts'
import { NOTHING } from '../reader.ts'
import { hostOf, METHOD } from './request-target.ts'

interface Format {
  readonly name: string
  /** Named groups `path`, and `host` and `id` where the format has them. */
  readonly request: RegExp
  /** Named groups `status`, and `id`. */
  readonly response: RegExp
  /** A line of the request that carries a credential. */
  readonly credential?: RegExp
  /** True for a tool that only calls an API. */
  readonly isCall?: boolean
  readonly vantage: Vantage
}

const REQUEST_TARGET = String.raw`(?:https?:\/\/(?<host>[^\s"'<>\/]{1,200}))?(?<path>\/[^\s"'<>,;]{0,800})`

const FORMATS: readonly Format[] = [
  {
    name: 'curl -v and HTTP dumps',
    request: new RegExp(
      String.raw`^(?:>|\*|\[?>|(?:\[[^\]\n]{3,40}\] )?[\w.:[\]-]{9,80}: )?\s{0,3}${METHOD} ${REQUEST_TARGET}(?: HTTP\/[\d.]{1,3})?\s*$`,
    ),
    response: /^(?:[[<]?<|[\w.:[\]-]{9,80}: |\s{1,20}<<)?\s{0,3}HTTP\/[\d.]{1,3} (?<status>[1-5]\d\d)\b/,
    credential: /^(?:>\s?)?(?:proxy-)?authorization: /i,
    vantage: 'client',
  },
  {
    name: 'commands at a prompt',
    request:
      /^(?:[^\n]{0,60}[$❯➜%#>]\s{1,3})?(?:curl|https?|xh|wget)\s[^\n]{0,600}?https?:\/\/(?<host>[^\s"'<>/]{1,200})(?<path>\/[^\s"'<>,;]{0,800})/u,
    response: /^HTTP\/[\d.]{1,3} (?<status>[1-5]\d\d)\b/,
    vantage: 'client',
  },
  {
    name: 'git trace',
    request: new RegExp(`=> Send header: ${METHOD} ${REQUEST_TARGET} HTTP`),
    response: /<= Recv header: HTTP\/[\d.]{1,3} (?<status>[1-5]\d\d)/,
    credential: /=> Send header: Authorization:/i,
    isCall: true,
    vantage: 'client',
  },
  {
    name: 'kubectl -v',
    request: new RegExp(String.raw`\bround_trippers\.go:\d+\] ${METHOD} ${REQUEST_TARGET}`),
    response: /\bround_trippers\.go:\d+\] Response Status: (?<status>[1-5]\d\d)/,
    credential: /\bround_trippers\.go:\d+\]\s+Authorization:/,
    isCall: true,
    vantage: 'client',
  },
  {
    name: 'kubectl -v, structured',
    request:
      /\bround_trippers\.go:\d+\] "Request" verb="[A-Z]{3,7}" url="https?:\/\/(?<host>[^\s"/]{1,200})(?<path>\/[^\s"]{0,800})/,
    response: /\bround_trippers\.go:\d+\] "Response" status="(?<status>[1-5]\d\d)/,
    isCall: true,
    vantage: 'client',
  },
  {
    name: 'gcloud --log-http',
    request: /^\s{0,4}uri: https?:\/\/(?<host>[^\s/]{1,200})(?<path>\/\S{0,800})/,
    response: /^\s{0,4}status: (?<status>[1-5]\d\d)\b/,
    credential: /authorization: /i,
    vantage: 'client',
  },
  {
    name: 'wget',
    request: /^--\d{4}-\d\d-\d\d [\d:]{8}--\s{1,4}https?:\/\/(?<host>[^\s/]{1,200})(?<path>\/\S{0,800})/,
    response: /(?:\bawaiting response\.\.\. |^ {2}HTTP\/[\d.]{1,3} )(?<status>[1-5]\d\d)\b/,
    vantage: 'client',
  },
  {
    name: 'Terraform, transport of the plugin SDK',
    request: /\btf_http_req_uri="?(?:https?:\/\/(?<host>[^\s"/]{1,200}))?(?<path>\/[^\s"]{0,800})/,
    response: /\btf_http_res_status_code=(?<status>[1-5]\d\d)\b/,
    isCall: true,
    vantage: 'client',
  },
  {
    name: 'debug lines of HTTP clients',
    request: new RegExp(String.raw`\bRequest: ${METHOD} ${REQUEST_TARGET}`, 'i'),
    response: /\bResponse: (?:HTTP\/[\d.]{1,3} )?(?<status>[1-5]\d\d)\b/i,
    isCall: true,
    vantage: 'client',
  },
  {
    name: 'errors of HTTP clients',
    request: new RegExp(
      String.raw`(?:\b(?:debug|info|trace)\W{1,6}${METHOD} |\bRequest URL: )https?:\/\/(?<host>[^\s"'<>\/]{1,200})(?<path>\/[^\s"'<>,;]{0,800})\s*$`,
      'i',
    ),
    response: /\b(?:Response code|Response status|statusCode):? (?<status>[1-5]\d\d)\b/,
    vantage: 'client',
  },
  {
    name: 'diagrams of a sequence',
    request: new RegExp(
      String.raw`^\s{0,12}(?:\|\s?)?(?:-{2,10}\s?|[\w ]{1,30}-{1,2}>{1,2}[+-]?\s?[\w ]{1,30}: ?)${METHOD} ${REQUEST_TARGET}`,
    ),
    response: /^\s{0,12}(?:\|\s?)?(?:<-{1,12}\s?|[\w ]{1,30}-{1,2}>{1,2}[+-]?\s?[\w ]{1,30}: ?)(?<status>[1-5]\d\d)\b/,
    vantage: 'client',
  },
  {
    name: 'Rails',
    request: /\bStarted [A-Z]{3,7} "(?<path>\/[^"]{0,800})" for /,
    response: /\bCompleted (?<status>[1-5]\d\d) [A-Z]/,
    vantage: 'server',
  },
  {
    name: 'Phoenix',
    request: new RegExp(String.raw`(?:request_id=(?<id>\S{1,60}) )?\[info\] ${METHOD} (?<path>\/\S{0,800})\s*$`),
    response: /(?:request_id=(?<id>\S{1,60}) )?\[info\] Sent (?<status>[1-5]\d\d) in /,
    vantage: 'server',
  },
  {
    name: 'Spring',
    request: new RegExp(String.raw`\bSecuring ${METHOD} (?<path>\/\S{0,800})`),
    response: /\bCompleted (?<status>[1-5]\d\d) [A-Z_]{2,}/,
    vantage: 'server',
  },
]

/** Requests that wait for their response; a format without ids has one. */
const MAX_PENDING = 200

interface Pending {
  path: string
  host: string | null
  authorized: boolean
}

export const twoLineRequests: Reader = {
  name: 'requests and responses on lines of their own',
  begin() {
    const readers = FORMATS.map(beginFormat)
    return (line) => {
      for (const read of readers) {
        const exchange = read(line)
        if (exchange !== null) return [exchange]
      }
      return NOTHING
    }
  },
}

/** The body of a token request says that it is a refresh; the path does not (RFC 6749, section 6). */
const REFRESH = 'grant_type=refresh_token'

function withRefresh(path: string): string {
  return path.includes(REFRESH) ? path : `${path}?${REFRESH}`
}

const HOST_HEADER = /^>?\s?host: ([\w.:[\]-]{1,200})\s*$/i

function beginFormat({ request, response, credential, isCall = false, vantage }: Format) {
  const pending = new Map<string, Pending>()
  return (line: string): Exchange | null => {
    const sent = request.exec(line)?.groups
    if (sent !== undefined) {
      if (pending.size >= MAX_PENDING) pending.clear()
      pending.set(sent['id'] ?? '', { path: sent['path'] as string, host: hostOf(sent['host']), authorized: false })
      return null
    }
    if (pending.size === 0) return null
    const waiting = pending.get('')
    if (waiting !== undefined && credential?.test(line)) waiting.authorized = true
    if (waiting !== undefined) waiting.host ??= hostOf(HOST_HEADER.exec(line)?.[1])
    if (waiting !== undefined && line.includes(REFRESH)) waiting.path = withRefresh(waiting.path)
    const received = response.exec(line)?.groups
    if (received === undefined) return null
    const id = received['id'] ?? ''
    const known = pending.get(id)
    if (known === undefined) return null
    pending.delete(id)
    const { path, host, authorized } = known
    const knowsCredential = credential !== undefined
    return {
      path,
      host,
      status: Number(received['status']),
      isCall,
      vantage,
      ...(knowsCredential ? { authorized } : {}),
    }
  }
}
