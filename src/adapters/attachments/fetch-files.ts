/**
 * The links of an issue come in; the bytes of the files behind them go out, with the name of every file that was not
 * fetched and why. Files are fetched one after the other, so that the same links give the same answer. It never writes
 * to a disk, never throws for what a link leads to, and never looks into a file; `read-files.ts` does.
 */

import type { UnreadFile } from '../../core/report/report.ts'
import { isPrivateAddress, isPublicAddress } from './addresses.ts'
import { seconds } from './deadline.ts'
import { type GistFile, readGist } from './gist.ts'
import { defaultHosts, takesToken } from './hosts.ts'
import { Budget, LIMITS, type Limits, megabytes } from './limits.ts'
import type { LogLink } from './link-forms.ts'
import type { Network } from './network.ts'
import { isRefusal, reasonOf, UnreadFileError } from './not-read.ts'
import type { NamedFile } from './read-file.ts'
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

/** What one link led to: the file as it came, or why there is none. */
export type FetchedFile = NamedFile | UnreadFile

/**
 * @param links as `findLinks` gives them; of more than one text, joined
 * @returns in the order of the links
 */
export async function fetchFiles(links: readonly LogLink[], options: FetchOptions): Promise<readonly FetchedFile[]> {
  const limits = { ...LIMITS, ...options.limits }
  const clock = new AbortController()
  const over = new UnreadFileError(`was left out: all files of one issue get ${seconds(limits.issueMs)} together`)
  const timer = setTimeout(() => clock.abort(over), limits.issueMs)
  try {
    return await fetchAll(links, { access: accessOf(options, limits, clock.signal), token: options.token ?? null })
  } finally {
    clearTimeout(timer)
  }
}

/** One issue's files being fetched. */
interface Visit {
  readonly access: Access
  readonly token: string | null
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

async function fetchAll(links: readonly LogLink[], visit: Visit): Promise<readonly FetchedFile[]> {
  const files: FetchedFile[] = []
  let asked = 0
  for (const link of links) {
    if (link.kind !== 'unread' && ++asked > visit.access.limits.links) {
      files.push({ name: link.name, why: `is beyond the ${visit.access.limits.links} that are read of one issue` })
    } else files.push(...(await fetchLink(link, visit)))
  }
  return files
}

/** Whatever goes wrong with one link is said of that link, and the next one is fetched. */
async function fetchLink(link: LogLink, visit: Visit): Promise<readonly FetchedFile[]> {
  if (link.kind === 'unread') return [{ name: link.name, why: link.why }]
  try {
    if (link.kind === 'gist') return await fetchGistFiles(link, visit)
    return [{ name: link.name, bytes: shared(await fetchFile(link.url, visit)) }]
  } catch (error) {
    return [{ name: link.name, why: reasonOf(error), ...(isRefusal(error) && { forbidden: true }) }]
  }
}

/** In memory that other threads see as it is: a file is read in another one, and 25 MB need not be there twice. */
function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length))
  copy.set(bytes)
  return copy
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

async function fetchGistFiles({ url, name }: LogLink, visit: Visit): Promise<readonly FetchedFile[]> {
  const { files, more } = readGist(name, await fetchGist(url, visit))
  const fetched: FetchedFile[] = []
  for (const file of files) fetched.push(await fetchGistFile(file, visit))
  if (more) fetched.push({ name, why: 'has more than 300 files; the others were left out' })
  return fetched.length === 0 ? [{ name, why: 'is empty' }] : fetched
}

async function fetchGistFile({ name, content }: GistFile, visit: Visit): Promise<FetchedFile> {
  try {
    return { name, bytes: shared(content instanceof Uint8Array ? content : await fetchFile(content.url, visit)) }
  } catch (error) {
    return { name, why: reasonOf(error) }
  }
}
