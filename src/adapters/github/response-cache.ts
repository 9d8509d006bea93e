/**
 * Caches GitHub's responses in a folder, redacted, so that a run over many issues can be interrupted and resumed. A fresh
 * response is used as is. An older one is requested again with its ETag, which does not count towards the rate limit if
 * nothing has changed (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api).
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Octokit } from '@octokit/rest'
import { z } from 'zod'
import { cleanAndRedact } from '../../core/report/clean-and-redact.ts'
import { refusalStatus } from './refusal.ts'

type OctokitResponse = Awaited<ReturnType<Octokit['request']>>

/** A cached response; `at` is the time when GitHub last confirmed it, in milliseconds since the epoch. */
interface CacheEntry {
  readonly at: number
  readonly response: OctokitResponse
}

const entrySchema = z.object({
  at: z.number(),
  response: z.object({ status: z.number(), url: z.string(), headers: z.looseObject({}), data: z.unknown() }),
})

export interface ResponseCacheOptions {
  readonly folder: string
  /** Token that the requests use; responses are not shared between tokens. */
  readonly token: string | null
  /** Maximum age, in milliseconds, at which a response is used without a request. */
  readonly freshForMs: number
  readonly now: () => number
}

/** Makes the client use and fill the cache folder. */
export function cacheResponses(octokit: Octokit, options: ResponseCacheOptions): void {
  octokit.hook.wrap('request', async (request, requestOptions) => {
    const path = join(options.folder, `${keyOf(octokit.request.endpoint(requestOptions).url, options.token)}.json`)
    const entry = await readEntry(path)
    // An entry in the future means that the clock has since been set back.
    if (entry !== null && Math.abs(options.now() - entry.at) < options.freshForMs) return entry.response
    const etag = entry === null ? undefined : entry.response.headers.etag
    // Octokit sends the hook's own argument; changes to a copy would be ignored.
    if (etag !== undefined)
      Object.assign(requestOptions, { headers: { ...requestOptions.headers, 'if-none-match': etag } })
    const send = async () => request(requestOptions)
    const response = await send().catch((error: unknown) => {
      if (entry !== null && refusalStatus(error) === 304) return entry.response
      throw error
    })
    const { status, url, headers: responseHeaders, data } = response
    const kept = { status, url, headers: responseHeaders, data: redactTexts(data) }
    await writeEntry(path, { at: options.now(), response: kept })
    return response
  })
}

/** Values under these names identify something on GitHub, and requests are made from them. */
const IDENTIFIER = /url$|^(?:node_id|login|full_name|sha|commit_id|state|state_reason|event|type)$/

/** Returns a copy of a response in which every text that people wrote is redacted. */
function redactTexts(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return IDENTIFIER.test(name) ? value : cleanAndRedact(value).text
  if (Array.isArray(value)) return value.map((it) => redactTexts(it, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, redactTexts(it, key)]))
}

function keyOf(url: string, token: string | null): string {
  return createHash('sha256')
    .update(`${token ?? ''} ${url}`)
    .digest('hex')
    .slice(0, 40)
}

/** Treats an unreadable file as missing. */
async function readEntry(path: string): Promise<CacheEntry | null> {
  try {
    return entrySchema.parse(JSON.parse(await readFile(path, 'utf8'))) as CacheEntry
  } catch {
    return null
  }
}

/**
 * Writes the entry atomically and makes it readable by the owner only. Ignores a folder that is not writable, because
 * that only costs extra requests.
 */
async function writeEntry(path: string, entry: CacheEntry): Promise<void> {
  const temporary = `${path}.${process.pid}`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(temporary, JSON.stringify(entry), { mode: 0o600 })
    await rename(temporary, path)
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
}
