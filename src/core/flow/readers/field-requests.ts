/**
 * Reads a request from named fields, as JSON and logfmt have them: nginx, Caddy, Traefik, Envoy, cloud load balancers
 * and gateways, CDNs, routers, web frameworks. The names are a table; their order on the line does not matter.
 */
import { lineReader } from '../reader.ts'
import { hostOf } from './request-target.ts'

/** A field's name and a separator, in JSON (`"name":`) or logfmt (`name=`). */
function field(names: string, value: string): RegExp {
  return new RegExp(String.raw`(?:^|[\s,{"'.([])(?:${names})["']?\s{0,2}[:=]\s{0,2}["']?${value}`, 'i')
}

const PATH = field(
  'path|uri|url|event|route|target|request_uri|requestUri|request_url|requestUrl|requestPath|request_path|ClientRequestURI|ClientRequestPath|http\\.target|http\\.url|url\\.path|cs-uri-stem|CsUriStem|resourcePath|rawPath|originalUrl|upstream_uri|u',
  String.raw`(?:https?:\/\/([^\s"'/]{1,200})|[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?::\d{1,5})?)?(\/[^\s"',]{0,800})`,
)

const STATUS = field(
  'status|status_code|statusCode|response_code|responseCode|response_status|responseStatus|responseStatusCode|http\\.status_code|http\\.response\\.status_code|http_status|httpStatus|httpStatusCode|sc-status|ScStatus|DownstreamStatus|EdgeResponseStatus|elb_status_code|code|resp_status|s',
  String.raw`([1-5]\d\d)(?!\d)`,
)

const HOST = field(
  'host|CsHost|domain_url|:?authority|requestHost|request_host|ClientRequestHost|server_name|vhost|http\\.host|http_host|domainName',
  String.raw`([\w.-]{3,200}\.[a-z]{2,20})`,
)

/** A CDN or firewall says that it answered itself. */
const BY_EDGE =
  /OriginResponseStatus["']?\s?[:=]\s?["']?0\b|denied_by_security_policy|SecurityAction["']?\s?[:=]\s?["']?(?:block|managed_challenge|challenge|jschallenge)|terminatingRuleId|["']?action["']?\s?[:=]\s?["']?BLOCK(?:ED)?\b|failed_to_(?:connect_to|pick)_backend|response_flags["']?\s?[:=]\s?["']?(?:UF|UH|UC|UT|URX|UO|NR)\b|\bcode=H\d\d\b|waf_?(?:action|block)/i

/** The request as it came in, in one field: `"request":"POST /mcp HTTP/1.1"`. */
const REQUEST = field(
  'request|requestLine|request_line',
  String.raw`[A-Z]{3,7} (?:https?:\/\/([^\s"'/]{1,200}))?(\/[^\s"']{0,800})`,
)

/** Whether the request brought a credential. */
const AUTHORIZED = field(
  'auth_present|authPresent|has_auth|hasAuth|authorization_present|has_token|hasToken',
  '(true|false|yes|no|0|1)\\b',
)

/** The log of a firewall names the request that it stopped, and has no status. */
const STOPPED = /["']?action["']?\s?[:=]\s?["']?(?:Block(?:ed)?|Deny|Denied)\b/i

/** The method beside the status: then the only URL on the line is the one that was requested. */
const VERB = field(
  'method|verb|http_method|httpMethod|requestMethod|request_method',
  String.raw`(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH)\b`,
)
const BARE_URL = /\bhttps?:\/\/([^\s"'<>/]{1,200})(\/[^\s"'<>,;]{0,800})/

/** The request of a remote procedure call: all go to one URL, so a log may leave it out. */
const PROCEDURE = field(
  'method|rpc|rpc_method|rpcMethod',
  String.raw`((?:initialize|ping|(?:tools|resources|prompts)\/[a-z]{2,12})\b)`,
)

export const fieldRequests = lineReader('requests in named fields', (line) => {
  const path = PATH.exec(line) ?? REQUEST.exec(line) ?? bareUrlIn(line) ?? procedureIn(line)
  if (path === null) return null
  const status = STATUS.exec(line)?.[1] ?? (STOPPED.test(line) ? '403' : undefined)
  if (status === undefined) return null
  const authorized = AUTHORIZED.exec(line)?.[1]
  const exchange = {
    path: path[2] as string,
    status: Number(status),
    host: hostOf(path[1] ?? HOST.exec(line)?.[1]),
    vantage: 'server' as const,
    ...(authorized === undefined ? {} : { authorized: /^(?:true|yes|1)$/i.test(authorized) }),
  }
  return BY_EDGE.test(line) || STOPPED.test(line) ? { ...exchange, byEdge: true } : exchange
})

function bareUrlIn(line: string) {
  return VERB.test(line) ? BARE_URL.exec(line) : null
}

function procedureIn(line: string) {
  return PROCEDURE.test(line) ? [line, undefined, '/mcp'] : null
}
