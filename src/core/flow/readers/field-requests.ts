/**
 * Reads a request from named fields, as JSON and logfmt have them: nginx, Caddy, Traefik, Envoy, cloud load balancers
 * and gateways, CDNs, routers, web frameworks. The names are a table; their order on the line does not matter.
 */
import { lineReader } from '../reader.ts'
import { HOST_NAME, METHOD_NAME, STATUS_NAME, TARGET_NAME } from './request-names.ts'
import { hostOf, METHOD } from './request-target.ts'

/**
 * A field's name and a separator: in JSON (`"name":`), logfmt (`name=`), printed maps (`"name"=>`), XML (`<name>`) or EDN
 * (`:name `).
 */
function field(names: string, value: string): RegExp {
  return new RegExp(
    String.raw`(?:(?:^|[\s,{"'.([<])(?:${names})["'\]]?\s{0,2}(?:=>|[:=>])\s{0,2}["':]?|[\s{]:(?:${names}) ["':]?)${value}`,
    'i',
  )
}

const PATH = field(
  TARGET_NAME,
  String.raw`(?:https?:\/\/([^\s"'/]{1,200})|[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?::\d{1,5})?)?(\/[^\s"',<]{0,800})`,
)

const STATUS = field(STATUS_NAME, String.raw`([1-5]\d\d)(?!\d)`)

const HOST = field(HOST_NAME, String.raw`([\w.-]{3,200}\.[a-z]{2,20})`)

/** The request as it came in, in one field: `"request":"POST /mcp HTTP/1.1"`. */
const REQUEST = field(
  'request|requestLine|request_line|req',
  String.raw`[A-Z]{3,7} (?:https?:\/\/([^\s"'/]{1,200}))?(\/[^\s"']{0,800})`,
)

/** The same under any other name, in a line of JSON. */
const ANY_REQUEST = new RegExp(
  String.raw`^\{[^\n]{0,400}?"[\w.-]{1,30}":\s?"${METHOD} (?:https?:\/\/([^\s"'/]{1,200}))?(\/[^\s"']{0,800})`,
)
const ANY_STATUS = /"[\w.-]{1,30}":\s?([1-5]\d\d)(?=\s?[,}])/g

/** @returns the only number of a line of JSON that can be a status */
function onlyStatusIn(line: string): string | undefined {
  if (!ANY_REQUEST.test(line)) return undefined
  const [first, second] = line.matchAll(ANY_STATUS)
  return second === undefined ? first?.[1] : undefined
}

/** Whether the request brought a credential. */
const AUTHORIZED = field(
  'auth_present|authPresent|has_auth|hasAuth|authorization_present|has_token|hasToken',
  '(true|false|yes|no|0|1)\\b',
)

/** The log of a firewall names the request that it stopped, and has no status. */
const STOPPED = /["']?action["']?\s?[:=]\s?["']?(?:Block(?:ed)?|Deny|Denied)\b/i

/** The method beside the status: then the only URL on the line is the one that was requested. */
const VERB = field(METHOD_NAME, String.raw`${METHOD}\b`)
const BARE_URL = /\bhttps?:\/\/([^\s"'<>/]{1,200})(\/[^\s"'<>,;]{0,800})/

/** A path without its first slash, as Akamai writes it. */
const BARE_PATH = field(TARGET_NAME, String.raw`()([\w-][\w./-]{1,200})`)

/** The request of a remote procedure call: all go to one URL, so a log may leave it out. */
const PROCEDURE = field(
  'method|rpc|rpc_method|rpcMethod',
  String.raw`((?:initialize|ping|(?:tools|resources|prompts)\/[a-z]{2,12})\b)`,
)

export const fieldRequests = lineReader('requests in named fields', (line) => {
  const path =
    PATH.exec(line) ?? REQUEST.exec(line) ?? ANY_REQUEST.exec(line) ?? bareTargetIn(line) ?? procedureIn(line)
  if (path === null) return null
  const status = STATUS.exec(line)?.[1] ?? onlyStatusIn(line) ?? (STOPPED.test(line) ? '403' : undefined)
  if (status === undefined) return null
  const authorized = AUTHORIZED.exec(line)?.[1]
  const exchange = {
    path: path[2] as string,
    status: Number(status),
    host: hostOf(path[1] ?? HOST.exec(line)?.[1]),
    vantage: 'server' as const,
    ...(authorized === undefined ? {} : { authorized: /^(?:true|yes|1)$/i.test(authorized) }),
  }
  return STOPPED.test(line) ? { ...exchange, byEdge: true } : exchange
})

/** @returns the URL or bare path of a line with a method */
function bareTargetIn(line: string) {
  if (!VERB.test(line)) return null
  const url = BARE_URL.exec(line)
  if (url !== null) return url
  const path = BARE_PATH.exec(line)
  return path === null ? null : [line, undefined, `/${path[2]}`]
}

function procedureIn(line: string) {
  return PROCEDURE.test(line) ? [line, undefined, '/mcp'] : null
}
