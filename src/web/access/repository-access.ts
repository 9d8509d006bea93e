/**
 * Who may see what is said of a repository: everybody where it is public and the operator leaves it so, else who can read
 * it now. Answers hold for minutes.
 */
import { createHash } from 'node:crypto'
import type { WebGitHub } from './web-github.ts'

/** A person who lost access sees pages for at most this long. */
const HOLDS_MS = 5 * 60_000
/** Answers that are held; the oldest go first. */
const MOST_HELD = 10_000

export interface RepositoryAccess {
  /** @param token of whoever asks; null for nobody in particular */
  mayRead(owner: string, repo: string, token: string | null): Promise<boolean>
}

export interface AccessOptions {
  readonly clock: () => number
  /** What is told of public repositories, too, is for who shows a token that may read them. */
  readonly signedInOnly?: boolean
}

export function createRepositoryAccess(
  github: Pick<WebGitHub, 'isPublic' | 'canRead'>,
  { clock, signedInOnly = false }: AccessOptions,
): RepositoryAccess {
  const held = new Map<string, { readonly at: number; readonly answer: Promise<boolean> }>()
  const hold = (key: string, ask: () => Promise<boolean>): Promise<boolean> => {
    const known = held.get(key)
    // An answer of the future was given under a clock that has been set back since.
    if (known !== undefined && Math.abs(clock() - known.at) < HOLDS_MS) return known.answer
    const answer = ask()
    // A refusal of GitHub is no answer, and is not held.
    answer.catch(() => held.delete(key))
    held.delete(key)
    held.set(key, { at: clock(), answer })
    const [oldest] = held.keys()
    if (held.size > MOST_HELD && oldest !== undefined) held.delete(oldest)
    return answer
  }
  return {
    async mayRead(owner, repo, token) {
      const name = `${owner}/${repo}`.toLowerCase()
      if (!signedInOnly && (await hold(`public ${name}`, () => github.isPublic(owner, repo)))) return true
      if (token === null) return false
      const person = createHash('sha256').update(token).digest('hex')
      return hold(`${person} ${name}`, () => github.canRead(token, owner, repo))
    },
  }
}
