/** The table of formats that write a request and its response on lines of their own. */
import type { Vantage } from '../observation.ts'
import { METHOD } from './request-target.ts'

export interface Format {
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

export const FORMATS: readonly Format[] = [
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
    name: 'git-lfs trace',
    request: new RegExp(`trace git-lfs: HTTP: ${METHOD} ${REQUEST_TARGET}`),
    // A server without locks answers 404, which is no matter of a login.
    response: /trace git-lfs: HTTP: (?<status>2\d\d|401|403)\b/,
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
    name: 'Dio',
    request: /\( ?\d{1,7}\): uri: https?:\/\/(?<host>[^\s/]{1,200})(?<path>\/\S{0,800})/,
    response: /\( ?\d{1,7}\): statusCode: (?<status>[1-5]\d\d)\b/,
    credential: /\( ?\d{1,7}\):\s{1,4}authorization: /i,
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
      String.raw`(?:\b(?:debug|info|trace)\W{1,6}${METHOD} |\bRequest URL: "?|\b(?:Sending|Start processing) HTTP request ${METHOD} )https?:\/\/(?<host>[^\s"'<>\/]{1,200})(?<path>\/[^\s"'<>,;]{0,800})"?\s*$`,
      'i',
    ),
    response:
      /(?:\bResponse (?:code|status):? "?|\bstatusCode:? |\bReceived HTTP response headers after [\d.,]{1,12}ms - )(?<status>[1-5]\d\d)\b/i,
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
  {
    name: 'AWS API Gateway, execution log',
    request: new RegExp(
      String.raw`\((?<id>[\w-]{8,60})\) HTTP Method: ${METHOD}, Resource Path: (?<path>\/[^\s,]{0,800})`,
    ),
    response: /\((?<id>[\w-]{8,60})\) Method completed with status: (?<status>[1-5]\d\d)\b/,
    vantage: 'server',
  },
  {
    name: 'Vapor',
    request: new RegExp(String.raw`\b${METHOD} (?<path>\/\S{0,800}) \[request-id: (?<id>[\w-]{2,60})\]`),
    response: /\bAbort\.(?<status>[1-5]\d\d): [^\n]{0,400}\[request-id: (?<id>[\w-]{2,60})\]/,
    vantage: 'server',
  },
  {
    name: 'Mojolicious',
    request: new RegExp(String.raw`\[(?<id>[\w-]{4,12})\] ${METHOD} "(?<path>\/[^"]{0,800})"\s*$`),
    response: /\[(?<id>[\w-]{4,12})\] (?<status>[1-5]\d\d) [A-Z][\w ]{1,40} \(\d/,
    vantage: 'server',
  },
  // The protocol's lines with a time, an offset or quotes around them, and the ends of lines spelled out. The last row,
  // since a line of another format can look like this.
  {
    name: 'HTTP in the lines of a logger',
    request: new RegExp(
      String.raw`^[^\n]{0,120}?(?:[>"':\s]|\\n)${METHOD} ${REQUEST_TARGET} HTTP\/[\d.]{1,3}(?:\\r|\[\\r\]|\.?\s*$)`,
    ),
    response: /^[^\n]{0,120}?(?:[<"':\s]|\\n)HTTP\/[\d.]{1,3} (?<status>[1-5]\d\d)\b/,
    credential: /(?:[>\s"':]|\\n)authorization: /i,
    vantage: 'client',
  },
]
