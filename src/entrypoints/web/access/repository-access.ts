/**
 * Decides which repository a name currently belongs to, and who may see its data: everyone if it is public and the
 * operator allows that, otherwise only people who can currently read it. Each GitHub response answers both questions
 * and is cached for minutes.
 */

import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Store } from '../../../adapters/store/store.ts'
import type { NamedRepository } from '../../../adapters/store/stored-repositories.ts'
import { repositoryName } from '../../../core/issue-ref.ts'
import { MINUTE_MS } from '../../../core/time-units.ts'
import type { WebGitHub } from './web-github.ts'

/**
 * Maximum time for which a person who has lost access still sees pages and a repository is still found under a former
 * name. A webhook about a repository that was made private ends it at once for everybody.
 */
const CACHE_MS = 5 * MINUTE_MS
const MAX_CACHED = 10_000

export interface RepositoryAccess {
  /**
   * @param token the caller's token; null for an anonymous caller
   * @returns the repository that has this name, if the caller may read it; otherwise null, as if it did not exist
   */
  readable(owner: string, repo: string, token: string | null): Promise<NamedRepository | null>
}

export interface AccessOptions {
  readonly clock: () => number
  readonly store: Pick<Store, 'madePrivateAt'>
  /** Requires a token that may read the repository, even if the repository is public. */
  readonly signedInOnly?: boolean
}

export function createRepositoryAccess(
  github: Pick<WebGitHub, 'findRepository' | 'readableId'>,
  { clock, store, signedInOnly = false }: AccessOptions,
): RepositoryAccess {
  const cached = new LRUCache<string, { readonly at: number; readonly answer: Promise<unknown> }>({ max: MAX_CACHED })
  const cache = <T>(key: string, fetchFresh: () => Promise<T>): Promise<T> => {
    const known = cached.get(key)
    // An entry from the future was cached before the clock was set back.
    if (known !== undefined && Math.abs(clock() - known.at) < CACHE_MS) return known.answer as Promise<T>
    const answer = fetchFresh()
    // A failed request is not cached.
    answer.catch(() => cached.delete(key))
    cached.set(key, { at: clock(), answer })
    return answer
  }
  return {
    async readable(owner, repo, token) {
      const name = repositoryName({ owner, repo })
      // What GitHub said before a repository was made private no longer counts, whichever process it was told.
      const since = await store.madePrivateAt({ owner, repo })
      const found = await cache(`app ${name} ${since}`, async () => {
        const at = clock()
        const seen = await github.findRepository(owner, repo)
        return seen === null ? null : { ...seen, at }
      })
      if (found === null || (found.isPublic && !signedInOnly)) return found
      if (token === null) return null
      const person = createHash('sha256').update(token).digest('hex')
      const id = await cache(`${person} ${name}`, () => github.readableId(token, owner, repo))
      return id === found.id ? found : null
    },
  }
}
