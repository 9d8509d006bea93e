/**
 * Which repository has a name now, and who may see what is said of it: everybody where it is public and the operator
 * leaves it so, else who can read it now. Both are one answer of GitHub's, which holds for minutes.
 */
import { createHash } from 'node:crypto'
import type { NamedRepository } from '../../../adapters/store/store.ts'
import type { WebGitHub } from './web-github.ts'

/** A person who lost access sees pages for at most this long, and a repository that lost its name is found under it. */
const HOLDS_MS = 5 * 60_000
/** Answers that are held; the oldest go first. */
const MAX_HELD = 10_000

export interface RepositoryAccess {
  /**
   * @param token of whoever asks; null for nobody in particular
   * @returns the repository that has this name, for who may read it; null for everybody else, and where there is none
   */
  readable(owner: string, repo: string, token: string | null): Promise<NamedRepository | null>
}

export interface AccessOptions {
  readonly clock: () => number
  /** What is told of public repositories, too, is for who shows a token that may read them. */
  readonly signedInOnly?: boolean
}

export function createRepositoryAccess(
  github: Pick<WebGitHub, 'findRepository' | 'readableId'>,
  { clock, signedInOnly = false }: AccessOptions,
): RepositoryAccess {
  const held = new Map<string, { readonly at: number; readonly answer: Promise<unknown> }>()
  const hold = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const known = held.get(key)
    // An answer of the future was given under a clock that has been set back since.
    if (known !== undefined && Math.abs(clock() - known.at) < HOLDS_MS) return known.answer as Promise<T>
    const answer = ask()
    // A refusal of GitHub is no answer, and is not held.
    answer.catch(() => held.delete(key))
    held.delete(key)
    held.set(key, { at: clock(), answer })
    const [oldest] = held.keys()
    if (held.size > MAX_HELD && oldest !== undefined) held.delete(oldest)
    return answer
  }
  return {
    async readable(owner, repo, token) {
      const name = `${owner}/${repo}`.toLowerCase()
      const found = await hold(`app ${name}`, async () => {
        const at = clock()
        const seen = await github.findRepository(owner, repo)
        return seen === null ? null : { ...seen, at }
      })
      if (found === null || (found.isPublic && !signedInOnly)) return found
      if (token === null) return null
      const person = createHash('sha256').update(token).digest('hex')
      const id = await hold(`${person} ${name}`, () => github.readableId(token, owner, repo))
      return id === found.id ? found : null
    },
  }
}
