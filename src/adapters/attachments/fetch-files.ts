/**
 * Fetches the files that an issue links to, and returns their bytes or the reason why a file was not fetched. Fetches
 * one file at a time, so that the same links always give the same result. Never writes to disk, never throws because of
 * a link, and never reads a file's content; `read-files.ts` does that.
 */

import type { UnreadFile } from '../../core/report/report.ts'
import { isPrivateAddress, isPublicAddress } from './addresses.ts'
import { seconds } from './deadline.ts'
import { type GistFile, readGist } from './gist.ts'
import { defaultHosts, takesToken } from './hosts.ts'
import { Budget, LIMITS, type Limits, megabytes } from './limits.ts'
import type { LogLink } from './link-forms.ts'
import type { Network } from './network.ts'
import type { NamedFile } from './read-file.ts'
import { type Access, safeGet } from './safe-get.ts'
import { isRefusal, reasonOf, UnreadFileError } from './unread-file-error.ts'

export interface FetchOptions {
  readonly network: Network
  /** `github.com`, or the host of a GitHub Enterprise Server. */
  readonly githubHost: string
  /** Sent to the GitHub host only; null for no token. */
  readonly token?: string | null
  /** Allowed hosts, instead of `defaultHosts`; `*` matches part of one label. */
  readonly hosts?: readonly string[]
  readonly limits?: Partial<Limits>
  /** For tests against a local server: allows IP addresses that are otherwise refused. */
  readonly mayConnect?: (host: string, address: string) => boolean
}

/** Result for one link: the file as received, or the reason why there is none. */
export type FetchedFile = NamedFile | UnreadFile

/**
 * @param links as returned by `findAttachmentLinks`; the links of several texts can be joined
 * @returns the results in the order of the links
 */
export async function fetchFiles(links: readonly LogLink[], options: FetchOptions): Promise<readonly FetchedFile[]> {
  const limits = { ...LIMITS, ...options.limits }
  const clock = new AbortController()
  const timeoutError = new UnreadFileError(
    `was skipped: fetching all files of the issue took longer than ${seconds(limits.issueMs)}`,
  )
  const timer = setTimeout(() => clock.abort(timeoutError), limits.issueMs)
  try {
    return await fetchAll(links, { access: toAccess(options, limits, clock.signal), token: options.token ?? null })
  } finally {
    clearTimeout(timer)
  }
}

/** Shared by all files in one issue. */
interface FetchContext {
  readonly access: Access
  readonly token: string | null
}

function toAccess(options: FetchOptions, limits: Limits, signal: AbortSignal): Access {
  const githubHost = options.githubHost.toLowerCase()
  return {
    network: options.network,
    hosts: options.hosts ?? defaultHosts(githubHost),
    githubHost,
    mayConnect: options.mayConnect ?? ((host, address) => mayConnect(host, address, githubHost)),
    limits,
    budget: new Budget(
      limits.issueBytes,
      `exceeds the limit of ${megabytes(limits.issueBytes)} of downloads per issue`,
    ),
    signal,
  }
}

/**
 * A GitHub Enterprise Server is usually on a private network, and the operator has configured it explicitly. It is
 * therefore the only host that may have a private IP address. No host may have a loopback, link-local or metadata
 * address.
 */
function mayConnect(host: string, address: string, githubHost: string): boolean {
  if (isPublicAddress(address)) return true
  const isOurServer = githubHost !== 'github.com' && (host === githubHost || host.endsWith(`.${githubHost}`))
  return isOurServer && isPrivateAddress(address)
}

async function fetchAll(links: readonly LogLink[], context: FetchContext): Promise<readonly FetchedFile[]> {
  const files: FetchedFile[] = []
  let fetchCount = 0
  for (const link of links) {
    if (link.kind !== 'unread' && ++fetchCount > context.access.limits.links) {
      files.push({ name: link.name, why: `exceeds the limit of ${context.access.limits.links} files per issue` })
    } else files.push(...(await fetchLink(link, context)))
  }
  return files
}

/** A failure affects this link only. */
async function fetchLink(link: LogLink, context: FetchContext): Promise<readonly FetchedFile[]> {
  if (link.kind === 'unread') return [{ name: link.name, why: link.why }]
  try {
    if (link.kind === 'gist') return await fetchGistFiles(link, context)
    return [{ name: link.name, bytes: toSharedMemory(await fetchFile(link.url, context)) }]
  } catch (error) {
    return [{ name: link.name, why: reasonOf(error), ...(isRefusal(error) && { forbidden: true }) }]
  }
}

/**
 * Copies the bytes to shared memory. Another thread reads the file, and up to 25 MB need not be copied again for it.
 */
function toSharedMemory(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length))
  copy.set(bytes)
  return copy
}

/** Tries without the token first: public files do not need one, and GitHub's pages return 404 for unknown tokens. */
function fetchFile(url: string, { access, token }: FetchContext): Promise<Uint8Array> {
  const takesOurToken = takesToken(URL.parse(url)?.hostname ?? '', access.githubHost)
  const tokens = takesOurToken ? [null, token] : [null]
  return firstSuccess(tokens, (attemptToken) => safeGet({ url, token: attemptToken }, access))
}

/** Tries with the token first: the API allows only 60 requests per hour without one. */
function fetchGist(url: string, { access, token }: FetchContext): Promise<Uint8Array> {
  const accept = 'application/vnd.github+json'
  return firstSuccess([token, null], (attemptToken) => safeGet({ url, token: attemptToken, accept }, access))
}

/** Tries the next token only if the server refused the previous one. */
async function firstSuccess<T>(
  tokens: readonly (string | null)[],
  request: (token: string | null) => Promise<T>,
): Promise<T> {
  const [token = null, ...others] = tokens
  try {
    return await request(token)
  } catch (error) {
    if (!others.some((other) => other !== token) || !isRefusal(error)) throw error
    return firstSuccess(others, request)
  }
}

async function fetchGistFiles({ url, name }: LogLink, context: FetchContext): Promise<readonly FetchedFile[]> {
  const { files, more } = readGist(name, await fetchGist(url, context))
  const fetched: FetchedFile[] = []
  for (const file of files) fetched.push(await fetchGistFile(file, context))
  if (more) fetched.push({ name, why: 'has more than 300 files; the others were not read' })
  return fetched.length === 0 ? [{ name, why: 'is empty' }] : fetched
}

async function fetchGistFile({ name, content }: GistFile, context: FetchContext): Promise<FetchedFile> {
  try {
    return {
      name,
      bytes: toSharedMemory(content instanceof Uint8Array ? content : await fetchFile(content.url, context)),
    }
  } catch (error) {
    return { name, why: reasonOf(error) }
  }
}
