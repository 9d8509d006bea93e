/**
 * Tells servers apart that share a log and differ only by the name in front of each message, as in `[notion] …` or
 * `mcp-server-linear: …`. Parts of one program write such names, too; but a program says the same of each of its
 * servers, and its parts do not say the same.
 */

/** A message and the name in front of it. */
interface NamedMessage {
  readonly name: string
  /** Its first two words. */
  readonly opening: string
}

/** Clients that write nothing but names of servers there: `2026-01-01T10:00:00Z [docs] [error]`, `MCP server "docs"`. */
const NAMED_SERVER =
  /^\S{10,40}Z?\s\[([\w .@/-]{1,60})\] \[(?:trace|debug|info|warn|warning|error)\]|\bMCP server ["'`]([\w .@/-]{1,60})["'`]/i

const LEVEL = String.raw`\[?(?:trace|debug|info|notice|warn(?:ing)?|error|fatal)\]?:?\s{1,8}`
const NAME = String.raw`[a-z\d][\w@/-]{0,60}`

/** After a time and a level: a name in brackets or quotes, or one that ends in a colon. */
const PREFIX = new RegExp(
  String.raw`^(?:[[\]\dT:.,+/ Z-]{5,40}\s)?(?:${LEVEL})?(?:\[(${NAME})\]:?|["'](${NAME})["']:?|(${NAME}):)\s{1,8}(?:${LEVEL})?(\S{1,40})\s{1,8}(\S{1,40})`,
  'i',
)

/** Parts, threads and levels of programs; a name made of nothing else is one of them. */
const PARTS: ReadonlySet<string> = new Set(
  (
    'mcp auth oauth oauth2 oidc authn authz token tokens http https tls ssl sdk rpc jsonrpc client server servers ' +
    'transport proxy bridge gateway main renderer extension host hub manager session sessions network net cache config ' +
    'registry router middleware request req response login callback provider browser keychain stdio sse discovery api ' +
    'app web core worker process plugin plugins telemetry metrics log logger logs db database redis nginx docker upstream ' +
    'downstream backend frontend cli agent tool tools connection conn error info debug warn warning notice trace fatal ' +
    'note hint test thread pool exec nio tokio runtime task async executor scheduler timer job uvicorn gunicorn'
  ).split(' '),
)

/** Ids of requests: digits and letters in turn, many digits, hexadecimal numbers. */
const ID = /\d[a-z_/-]+\d|\d{3}|\b[\da-f]{6,}\b/i

/** What any part of a program writes, about anything. */
const COMMON =
  /^["']?(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH)\b|^(?:starting|started|ready|initiali[sz]ed|loaded|listening|stopped)\b/i

/** Further openings in one trace are not looked at. */
const MAX_OPENINGS = 2_000

/** Nobody configures more servers; so many names are something else. */
const MAX_SERVERS = 20

/** @returns null for a line without a name in front */
function messageOf(line: string): NamedMessage | null {
  const [, inBrackets, inQuotes, beforeColon, first = '', second = ''] = PREFIX.exec(line) ?? []
  const name = inBrackets ?? inQuotes ?? beforeColon
  if (name === undefined || !isServerName(name) || /^[A-Z]/.test(beforeColon ?? '')) return null
  const opening = `${first} ${second}`.toLowerCase()
  return { name, opening: COMMON.test(opening) || !/\b[a-z]{3,}\b/.test(opening) ? '' : opening }
}

/** Whether a name can be a server's; classes of a program have capitals inside. */
function isServerName(name: string): boolean {
  if (/[a-z][A-Z]/.test(name) || ID.test(name)) return false
  return name
    .toLowerCase()
    .split(/[-_./@]/)
    .some((word) => word !== '' && !/^\d+$/.test(word) && !PARTS.has(word))
}

/** Threads and instances differ by a number only. */
function isOther(a: string, b: string): boolean {
  return a.replace(/\d+/g, '') !== b.replace(/\d+/g, '')
}

/** Collects the names in a trace, line by line. */
export class ServerNames {
  readonly #openings = new Map<string, string>()
  readonly #certain = new Set<string>()
  /** Names of which the program says the same. */
  readonly #alike = new Set<string>()

  /** @returns the name in front of the line's message, which may yet turn out to be no server; null for none */
  read(line: string): string | null {
    const [, inBrackets, inQuotes] = NAMED_SERVER.exec(line) ?? []
    const certain = inBrackets ?? inQuotes
    if (certain !== undefined) {
      this.#certain.add(certain)
      return certain
    }
    const message = messageOf(line)
    if (message === null) return null
    const { name, opening } = message
    const other = this.#openings.get(opening)
    if (opening !== '' && other === undefined && this.#openings.size < MAX_OPENINGS) this.#openings.set(opening, name)
    if (opening !== '' && other !== undefined && isOther(name, other)) this.#alike.add(other).add(name)
    return name
  }

  /** @returns whether the lines show that this is the name of a server */
  has(name: string): boolean {
    return this.#certain.has(name) || (this.#alike.size <= MAX_SERVERS && this.#alike.has(name))
  }
}
