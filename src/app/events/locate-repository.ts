/**
 * Which repository a delivery is about: the one that it was about when it was sent, under the name of today. A name may
 * have been freed and taken by somebody else since, so that GitHub is asked before anything is read, kept or written.
 */
import type { GitHub } from '../../adapters/github/github.ts'
import type { SeenRepository } from '../../adapters/github/repository.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import type { PayloadRepository } from '../webhooks/payload-repository.ts'

export interface LocateDeps {
  /** As the installation sees it that the delivery came for. */
  readonly github: Pick<GitHub, 'readRepository'>
  readonly store: Pick<Store, 'claimRepository' | 'repositoryNumbered'>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/** GitHub shows none under any name that we know of it, or another one. */
export type NotLocated = 'absent' | 'another'

/**
 * @returns the repository, which then has a place in the store
 * @throws TriageError('github-refused')
 */
export async function locateRepository(
  told: PayloadRepository,
  deps: LocateDeps,
): Promise<KnownRepository | NotLocated> {
  const { store, clock } = deps
  const at = clock()
  const seen = await find(told, deps)
  if (typeof seen === 'string') return seen
  await store.claimRepository({ ...seen, at })
  return { id: seen.id, owner: seen.owner, repo: seen.repo }
}

async function find(told: PayloadRepository, { github, store }: LocateDeps): Promise<SeenRepository | NotLocated> {
  const seen = await github.readRepository(told)
  if (seen !== null && (told.id === null || seen.id === told.id)) return seen
  // Another name may have been told of meanwhile.
  const last = told.id === null ? null : await store.repositoryNumbered(told.id)
  const there = last === null ? null : await github.readRepository(last)
  if (there !== null && there.id === told.id) return there
  return seen === null && there === null ? 'absent' : 'another'
}
