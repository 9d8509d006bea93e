/**
 * Downloads an untrusted URL safely. Every hop, including redirects, must use https and port 443, and lead to an
 * allowed host and an allowed IP address. Never connects to anything else, never connects to an IP address other than
 * the one that was checked, and never sends a token to a second host.
 */
import type { Deadline } from './deadline.ts'
import { startDeadline } from './deadline.ts'
import { isAllowedHost, takesToken } from './hosts.ts'
import { Budget, type Limits, megabytes } from './limits.ts'
import type { Network, NetworkAnswer } from './network.ts'
import { UnreadFileError } from './unread-file-error.ts'

/** Access rules and limits for all files in one issue. */
export interface Access {
  readonly network: Network
  /** Rules for allowed hosts; see `hosts.ts`. */
  readonly hosts: readonly string[]
  readonly githubHost: string
  /** Whether a connection to this host at this IP address is allowed. */
  readonly mayConnect: (host: string, address: string) => boolean
  readonly limits: Limits
  /** Remaining download budget for this issue, in bytes. */
  readonly budget: Budget
  /** Aborted with an `UnreadFileError` when the time limit is exceeded. */
  readonly signal: AbortSignal
}

/** A download. `token` is sent to the GitHub host only, and only with the first request. */
export interface DownloadRequest {
  readonly url: string
  readonly token: string | null
  readonly accept?: string
}

/**
 * @returns the whole body, at most `limits.fileBytes` long
 * @throws UnreadFileError on any failure, with the reason
 */
export async function safeGet(request: DownloadRequest, access: Access): Promise<Uint8Array> {
  const deadline = startDeadline(access.limits, access.signal)
  try {
    const response = await follow(request, access, deadline)
    try {
      return await readBody(response, access, deadline)
    } finally {
      response.close()
    }
  } catch (error) {
    throw error instanceof UnreadFileError ? error : toUnreadFileError(error)
  } finally {
    deadline.end()
  }
}

async function follow(request: DownloadRequest, access: Access, deadline: Deadline): Promise<NetworkAnswer> {
  let url = checkUrl(request.url, access)
  for (let hop = 0; hop <= access.limits.redirects; hop++) {
    const token = hop === 0 && takesToken(url.hostname, access.githubHost) ? request.token : null
    const response = await sendRequest(url, { ...request, token }, { access, deadline })
    const location = response.headers['location']
    if (response.status < 300 || response.status > 399 || location === undefined) return acceptResponse(response)
    response.close()
    url = checkUrl(location, access, url)
    refuseLogin(url, access)
  }
  throw new UnreadFileError(`could not be reached: it redirects more than ${access.limits.redirects} times`)
}

/** @param base URL of the redirecting response, used to resolve relative URLs */
function checkUrl(link: string, { hosts }: Access, base?: URL): URL {
  const url = URL.parse(link, base?.href)
  if (url === null) throw new UnreadFileError('could not be reached: its URL is not valid')
  if (url.protocol !== 'https:') throw new UnreadFileError('could not be reached: it leads to a URL without https')
  if (url.username !== '' || url.password !== '') {
    throw new UnreadFileError('could not be reached: its URL has a user name or password')
  }
  if (url.port !== '') throw new UnreadFileError('could not be reached: its URL has a port')
  if (!isAllowedHost(url.hostname, hosts)) {
    throw new UnreadFileError(
      `could not be reached: it leads to ${url.hostname.slice(0, 100)}, which is not an allowed host`,
    )
  }
  return url
}

/** A login page returns 200, but is not the file. */
function refuseLogin(url: URL, { githubHost }: Access): void {
  if (url.hostname !== githubHost) return
  if (/^\/(?:login|session|sso|orgs\/[^/]+\/sso|enterprises\/[^/]+\/sso)(?:\/|$)/.test(url.pathname)) {
    throw new UnreadFileError(`could not be reached: it asks for a login; ${PRIVATE}`, 403)
  }
}

async function sendRequest(
  url: URL,
  { token, accept }: DownloadRequest,
  { access, deadline }: { access: Access; deadline: Deadline },
): Promise<NetworkAnswer> {
  deadline.signal.throwIfAborted()
  const { network, mayConnect } = access
  const addresses = await deadline.race(network.lookup(url.hostname))
  const address = addresses.find((candidate) => mayConnect(url.hostname, candidate))
  if (address === undefined) throw new UnreadFileError('could not be reached: its host has no public address')
  const headers = {
    accept: accept ?? '*/*',
    // Decompression limits are enforced elsewhere, so responses must not be decompressed here.
    'accept-encoding': 'identity',
    'user-agent': 'auth-triage',
    ...(token !== null && { authorization: `Bearer ${token}` }),
  }
  const pending = network.get({ url, address, headers, signal: deadline.signal })
  // Closes a connection that is established after the deadline.
  pending.then((late) => deadline.signal.aborted && late.close()).catch(() => {})
  const response = await deadline.race(pending)
  deadline.restartIdleTimer()
  return response
}

const PRIVATE = 'an App may not be able to read attachments in private repositories'

function acceptResponse(response: NetworkAnswer): NetworkAnswer {
  const encoding = response.headers['content-encoding'] ?? 'identity'
  const why = refusal(response.status) ?? (/^(?:identity)?$/i.test(encoding.trim()) ? null : 'was sent compressed')
  if (why === null) return response
  response.close()
  throw new UnreadFileError(why, response.status)
}

function refusal(status: number): string | null {
  if (status === 200) return null
  const hint = status === 401 || status === 403 || status === 404 ? `; ${PRIVATE}` : ''
  return `could not be reached: the server returned ${status}${hint}`
}

/** Counts received bytes; ignores the length that the server declares. */
async function readBody({ body }: NetworkAnswer, { limits, budget }: Access, deadline: Deadline): Promise<Uint8Array> {
  const file = new Budget(limits.fileBytes, `is larger than ${megabytes(limits.fileBytes)}`)
  const chunks = body[Symbol.asyncIterator]()
  let bytes = Buffer.allocUnsafe(65_536)
  let length = 0
  for (;;) {
    const { done, value } = await deadline.race(chunks.next())
    if (done === true) return bytes.subarray(0, length)
    deadline.restartIdleTimer()
    file.take(value.length)
    budget.take(value.length)
    if (length + value.length > bytes.length) bytes = grow(bytes, length + value.length)
    bytes.set(value, length)
    length += value.length
  }
}

/** Uses one buffer that doubles in size: a server that sends single bytes must not cause millions of stored chunks. */
function grow(bytes: Buffer<ArrayBuffer>, minSize: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(Math.max(minSize, bytes.length * 2))
  larger.set(bytes)
  return larger
}

/** Node and OpenSSL error codes are safe to repeat; the messages contain IP addresses from our network. */
function toUnreadFileError(error: unknown): UnreadFileError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? ` (${code})` : ''
  return new UnreadFileError(`could not be reached: the connection failed${known}`)
}
