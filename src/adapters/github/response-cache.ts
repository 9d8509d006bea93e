/**
 * Answers of GitHub kept in a folder, so that a walk over many issues can be broken off and gone on with. A young answer
 * is taken as it is; an older one is asked for again with its ETag, which costs nothing of the rate limit when nothing
 * changed (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api).
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Octokit } from '@octokit/rest'
import { z } from 'zod'
import { refusalStatus } from './refusal.ts'

type Answer = Awaited<ReturnType<Octokit['request']>>

/** One kept answer; `at` is when GitHub last confirmed it, in milliseconds since the epoch. */
interface Kept {
  readonly at: number
  readonly response: Answer
}

const keptSchema = z.object({
  at: z.number(),
  response: z.object({ status: z.number(), url: z.string(), headers: z.looseObject({}), data: z.unknown() }),
})

export interface ResponseCacheOptions {
  readonly folder: string
  /** Whose answers these are: what a token may see is not for others. */
  readonly token: string | null
  /** An answer younger than this is taken without asking, in milliseconds. */
  readonly freshForMs: number
  readonly now: () => number
}

/** Has the client look into the folder before it asks, and keep there what it was told. */
export function cacheResponses(octokit: Octokit, options: ResponseCacheOptions): void {
  octokit.hook.wrap('request', async (request, asked) => {
    const place = join(options.folder, `${keyOf(octokit.request.endpoint(asked).url, options.token)}.json`)
    const kept = await readKept(place)
    // One that is dated in the future was kept under a clock that has been set back since.
    if (kept !== null && Math.abs(options.now() - kept.at) < options.freshForMs) return kept.response
    const etag = kept === null ? undefined : kept.response.headers.etag
    // The hook's own argument is what is sent; a copy of it would be ignored.
    if (etag !== undefined) Object.assign(asked, { headers: { ...asked.headers, 'if-none-match': etag } })
    const send = async () => request(asked)
    const answer = await send().catch((error: unknown) => {
      if (kept !== null && refusalStatus(error) === 304) return kept.response
      throw error
    })
    const { status, url, headers: given, data } = answer
    await keep(place, { at: options.now(), response: { status, url, headers: given, data } })
    return answer
  })
}

function keyOf(url: string, token: string | null): string {
  return createHash('sha256')
    .update(`${token ?? ''} ${url}`)
    .digest('hex')
    .slice(0, 40)
}

/** A file that cannot be understood is as good as none. */
async function readKept(place: string): Promise<Kept | null> {
  try {
    return keptSchema.parse(JSON.parse(await readFile(place, 'utf8'))) as Kept
  } catch {
    return null
  }
}

/** Readable by its owner alone, and never half written. A folder that cannot be written costs requests, not the answer. */
async function keep(place: string, kept: Kept): Promise<void> {
  const draft = `${place}.${process.pid}`
  try {
    await mkdir(dirname(place), { recursive: true, mode: 0o700 })
    await writeFile(draft, JSON.stringify(kept), { mode: 0o600 })
    await rename(draft, place)
  } catch {
    await rm(draft, { force: true }).catch(() => undefined)
  }
}
