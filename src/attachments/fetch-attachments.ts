/**
 * The links of an issue come in; the text of the files behind them goes out, with the name of every file that was not
 * read and why. Files are fetched one after the other, so that the same links give the same answer. It never writes to
 * a disk, never throws for what a link leads to, and never looks for failures.
 */
import type { Attachment } from '../report/report.ts'
import { isPrivateAddress, isPublicAddress } from './addresses.ts'
import { seconds } from './deadline.ts'
import { Names } from './file-name.ts'
import { type GistFile, readGist } from './gist.ts'
import { defaultHosts, takesToken } from './hosts.ts'
import { Budget, LIMITS, type Limits, megabytes, type Room, startRoom } from './limits.ts'
import type { LogLink } from './link-forms.ts'
import type { Network } from './network.ts'
import { isRefusal, NotRead, reasonOf, type Unread } from './not-read.ts'
import { type Reading, readFile } from './read-file.ts'
import { type Access, safeGet } from './safe-get.ts'

export interface FetchOptions {
  readonly network: Network
  /** `github.com`, or the host of a GitHub Enterprise Server. */
  readonly githubHost: string
  /** Sent to the GitHub host only; null for none. */
  readonly token?: string | null
  /** Allowed hosts, in place of `defaultHosts`; `*` stands for part of one label. */
  readonly hosts?: readonly string[]
  readonly limits?: Partial<Limits>
  /** For tests against a server of their own: allows an address that would be refused. */
  readonly mayConnect?: (host: string, address: string) => boolean
}

/** What an issue's links led to. */
export interface FetchedAttachments {
  /** In the order of the links; no two have the same name. Text is neither redacted nor stripped of colour codes. */
  readonly attachments: readonly Attachment[]
  /** `why` finishes the sentence "<name> …". */
  readonly unread: readonly Unread[]
}

/** @param links as `findLinks` gives them; of more than one text, joined */
export async function fetchAttachments(links: readonly LogLink[], options: FetchOptions): Promise<FetchedAttachments> {
  const limits = { ...LIMITS, ...options.limits }
  const clock = new AbortController()
  const over = new NotRead(`was left out: all files of one issue get ${seconds(limits.issueMs)} together`)
  const timer = setTimeout(() => clock.abort(over), limits.issueMs)
  try {
    const visit: Visit = {
      access: accessOf(options, limits, clock.signal),
      token: options.token ?? null,
      room: startRoom(limits),
    }
    return collect(await readAll(links, visit))
  } finally {
    clearTimeout(timer)
  }
}

/** One issue's files being read. */
interface Visit {
  readonly access: Access
  readonly token: string | null
  readonly room: Room
}

function accessOf(options: FetchOptions, limits: Limits, signal: AbortSignal): Access {
  const githubHost = options.githubHost.toLowerCase()
  return {
    network: options.network,
    hosts: options.hosts ?? defaultHosts(githubHost),
    githubHost,
    mayConnect: options.mayConnect ?? ((host, address) => mayConnect(host, address, githubHost)),
    limits,
    budget: new Budget(
      limits.issueBytes,
      `is beyond the ${megabytes(limits.issueBytes)} that are fetched for one issue`,
    ),
    signal,
  }
}

/**
 * A GitHub Enterprise Server mostly stands inside the company's network, and the operator named it; so it, and nothing
 * else, may have a private address. Nothing may have a loopback, link-local or metadata address.
 */
function mayConnect(host: string, address: string, githubHost: string): boolean {
  if (isPublicAddress(address)) return true
  const ours = githubHost !== 'github.com' && (host === githubHost || host.endsWith(`.${githubHost}`))
  return ours && isPrivateAddress(address)
}

async function readAll(links: readonly LogLink[], visit: Visit): Promise<readonly Reading[]> {
  const readings: Reading[] = []
  let fetched = 0
  for (const link of links) {
    if (link.kind !== 'unread' && ++fetched > visit.access.limits.links) {
      readings.push(unread(link.name, `is beyond the ${visit.access.limits.links} that are read of one issue`))
    } else readings.push(await readLink(link, visit))
  }
  return readings
}

/** Whatever goes wrong with one link is said of that link, and the next one is read. */
async function readLink(link: LogLink, visit: Visit): Promise<Reading> {
  if (link.kind === 'unread') return unread(link.name, link.why)
  try {
    if (link.kind === 'gist') return await readGistFiles(link, visit)
    return await readFile({ name: link.name, bytes: await fetchFile(link.url, visit) }, visit.room)
  } catch (error) {
    return unread(link.name, reasonOf(error), isRefusal(error))
  }
}

/** Public files need no token, and GitHub's pages answer 404 to tokens that they do not know; so it is the second try. */
function fetchFile(address: string, { access, token }: Visit): Promise<Uint8Array> {
  const known = takesToken(URL.parse(address)?.hostname ?? '', access.githubHost)
  return firstAnswer(known ? [null, token] : [null], (one) => safeGet({ address, token: one }, access))
}

/** The API answers strangers only 60 times an hour, so the token is the first try. */
function fetchGist(address: string, { access, token }: Visit): Promise<Uint8Array> {
  const accept = 'application/vnd.github+json'
  return firstAnswer([token, null], (one) => safeGet({ address, token: one, accept }, access))
}

/** The next token is tried only when the server refused the one before. */
async function firstAnswer<T>(
  tokens: readonly (string | null)[],
  ask: (token: string | null) => Promise<T>,
): Promise<T> {
  const [token = null, ...others] = tokens
  try {
    return await ask(token)
  } catch (error) {
    if (!others.some((other) => other !== token) || !isRefusal(error)) throw error
    return firstAnswer(others, ask)
  }
}

async function readGistFiles({ url, name }: LogLink, visit: Visit): Promise<Reading> {
  const { files, more } = readGist(name, await fetchGist(url, visit))
  const readings: Reading[] = []
  for (const file of files) readings.push(await readGistFile(file, visit))
  if (more) readings.push(unread(name, 'has more than 300 files; the others were left out'))
  if (readings.length === 0) return unread(name, 'is empty')
  return joined(readings)
}

async function readGistFile({ name, content }: GistFile, visit: Visit): Promise<Reading> {
  try {
    const bytes = content instanceof Uint8Array ? content : await fetchFile(content.url, visit)
    return await readFile({ name, bytes }, visit.room)
  } catch (error) {
    return unread(name, reasonOf(error))
  }
}

function unread(name: string, why: string, forbidden = false): Reading {
  return { attachments: [], unread: [{ name, why, ...(forbidden && { forbidden }) }] }
}

function joined(readings: readonly Reading[]): Reading {
  return {
    attachments: readings.flatMap(({ attachments }) => attachments),
    unread: readings.flatMap((reading) => reading.unread),
  }
}

function collect(readings: readonly Reading[]): FetchedAttachments {
  const names = new Names()
  const { attachments, unread } = joined(readings)
  return { attachments: attachments.map(({ name, text }) => ({ name: names.unique(name), text })), unread }
}
