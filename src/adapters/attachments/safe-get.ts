/**
 * A stranger's address comes in; the bytes behind it go out, or the reason why not. Every hop is checked as if it were
 * the first: https, port 443, a host of the list, an address that may be connected to. It never connects to anything
 * else, never follows a name that changed its address meanwhile, and never shows a token to a second host.
 */
import type { Deadline } from './deadline.ts'
import { startDeadline } from './deadline.ts'
import { isAllowedHost, takesToken } from './hosts.ts'
import { Budget, type Limits, megabytes } from './limits.ts'
import type { Network, NetworkAnswer } from './network.ts'
import { UnreadFileError } from './not-read.ts'

/** What holds for all files of one issue. */
export interface Access {
  readonly network: Network
  /** Host rules, see `hosts.ts`. */
  readonly hosts: readonly string[]
  readonly githubHost: string
  /** Whether a connection to this address of this host may be made. */
  readonly mayConnect: (host: string, address: string) => boolean
  readonly limits: Limits
  /** Bytes that may still be fetched for this issue. */
  readonly budget: Budget
  /** Aborted with a `NotRead` when the time is over. */
  readonly signal: AbortSignal
}

/** What is asked for: `token` is sent to the GitHub host only, and only with the first request. */
export interface Wanted {
  readonly address: string
  readonly token: string | null
  readonly accept?: string
}

/**
 * @returns the whole body, at most `limits.fileBytes` long
 * @throws NotRead with the reason, for whatever goes wrong
 */
export async function safeGet(wanted: Wanted, access: Access): Promise<Uint8Array> {
  const deadline = startDeadline(access.limits, access.signal)
  try {
    const answer = await follow(wanted, access, deadline)
    try {
      return await readBody(answer, access, deadline)
    } finally {
      answer.close()
    }
  } catch (error) {
    throw error instanceof UnreadFileError ? error : unreachable(error)
  } finally {
    deadline.end()
  }
}

async function follow(wanted: Wanted, access: Access, deadline: Deadline): Promise<NetworkAnswer> {
  let url = checkAddress(wanted.address, access)
  for (let hop = 0; hop <= access.limits.redirects; hop++) {
    const token = hop === 0 && takesToken(url.hostname, access.githubHost) ? wanted.token : null
    const answer = await ask(url, { ...wanted, token }, { access, deadline })
    const location = answer.headers['location']
    if (answer.status < 300 || answer.status > 399 || location === undefined) return accept(answer)
    answer.close()
    url = checkAddress(location, access, url)
    refuseLogin(url, access)
  }
  throw new UnreadFileError(`could not be reached: it is redirected more than ${access.limits.redirects} times`)
}

/** @param base the page that redirected, for relative addresses */
function checkAddress(address: string, { hosts }: Access, base?: URL): URL {
  const url = URL.parse(address, base?.href)
  if (url === null) throw new UnreadFileError('could not be reached: its address makes no sense')
  if (url.protocol !== 'https:') throw new UnreadFileError('could not be reached: it leads to an address without https')
  if (url.username !== '' || url.password !== '') {
    throw new UnreadFileError('could not be reached: its address holds a user name or password')
  }
  if (url.port !== '') throw new UnreadFileError('could not be reached: its address names a port')
  if (!isAllowedHost(url.hostname, hosts)) {
    throw new UnreadFileError(
      `could not be reached: it leads to ${url.hostname.slice(0, 100)}, which is not an allowed host`,
    )
  }
  return url
}

/** Behind a login page there is no file, although it answers 200. */
function refuseLogin(url: URL, { githubHost }: Access): void {
  if (url.hostname !== githubHost) return
  if (/^\/(?:login|session|sso|orgs\/[^/]+\/sso|enterprises\/[^/]+\/sso)(?:\/|$)/.test(url.pathname)) {
    throw new UnreadFileError(`could not be reached: it asks for a login; ${PRIVATE}`, 403)
  }
}

async function ask(
  url: URL,
  { token, accept }: Wanted,
  { access, deadline }: { access: Access; deadline: Deadline },
): Promise<NetworkAnswer> {
  deadline.signal.throwIfAborted()
  const { network, mayConnect } = access
  const addresses = await deadline.race(network.lookup(url.hostname))
  const address = addresses.find((it) => mayConnect(url.hostname, it))
  if (address === undefined) throw new UnreadFileError('could not be reached: its host has no public address')
  const headers = {
    accept: accept ?? '*/*',
    // Unpacking is bounded elsewhere, so it must not happen on the way.
    'accept-encoding': 'identity',
    'user-agent': 'auth-triage',
    ...(token !== null && { authorization: `Bearer ${token}` }),
  }
  const asked = network.get({ url, address, headers, signal: deadline.signal })
  // A connection that is made after its time was over has nobody left to close it.
  asked.then((late) => deadline.signal.aborted && late.close()).catch(() => {})
  const answer = await deadline.race(asked)
  deadline.heard()
  return answer
}

const PRIVATE = 'in private repositories attachments may be unreadable to an App'

function accept(answer: NetworkAnswer): NetworkAnswer {
  const encoding = answer.headers['content-encoding'] ?? 'identity'
  const why =
    refusal(answer.status) ?? (/^(?:identity)?$/i.test(encoding.trim()) ? null : 'was sent in a compressed form')
  if (why === null) return answer
  answer.close()
  throw new UnreadFileError(why, answer.status)
}

function refusal(status: number): string | null {
  if (status === 200) return null
  const hint = status === 401 || status === 403 || status === 404 ? `; ${PRIVATE}` : ''
  return `could not be reached: answered ${status}${hint}`
}

/** Counts what comes; what a server says of its length is not looked at. */
async function readBody({ body }: NetworkAnswer, { limits, budget }: Access, deadline: Deadline): Promise<Uint8Array> {
  const file = new Budget(limits.fileBytes, `is larger than ${megabytes(limits.fileBytes)}`)
  const chunks = body[Symbol.asyncIterator]()
  let bytes = Buffer.allocUnsafe(65_536)
  let length = 0
  for (;;) {
    const { done, value } = await deadline.race(chunks.next())
    if (done === true) return bytes.subarray(0, length)
    deadline.heard()
    file.take(value.length)
    budget.take(value.length)
    if (length + value.length > bytes.length) bytes = grown(bytes, length + value.length)
    bytes.set(value, length)
    length += value.length
  }
}

/** One buffer that doubles: a server that sends single bytes must not make us keep millions of chunks. */
function grown(bytes: Buffer<ArrayBuffer>, atLeast: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(Math.max(atLeast, bytes.length * 2))
  larger.set(bytes)
  return larger
}

/** The codes of Node and OpenSSL are safe to repeat; their messages name addresses of our network. */
function unreachable(error: unknown): UnreadFileError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? ` (${code})` : ''
  return new UnreadFileError(`could not be reached: the connection failed${known}`)
}
