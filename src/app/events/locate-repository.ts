/**
 * Finds a delivery's repository: the same repository as when the delivery was sent, under its current name. Somebody
 * else may own the old name by now, so the repository is confirmed with GitHub before anything is read, stored or
 * written.
 */
import type { GitHub } from '../../adapters/github/github.ts'
import type { SeenRepository } from '../../adapters/github/repository.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import type { PayloadRepository } from '../webhooks/payload-repository.ts'

export interface LocateDeps {
  /** GitHub with the access of the delivery's installation. */
  readonly github: Pick<GitHub, 'readRepository'>
  readonly store: Pick<Store, 'claimRepository' | 'repositoryNumbered'>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/** `absent`: GitHub shows no repository under any known name. `another`: GitHub shows a different repository. */
export type NotLocated = 'absent' | 'another'

/**
 * @returns the repository, which has been recorded in the store
 * @throws TriageError('github-refused')
 */
export async function locateRepository(
  named: PayloadRepository,
  deps: LocateDeps,
): Promise<KnownRepository | NotLocated> {
  const { store, clock } = deps
  const at = clock()
  const seen = await find(named, deps)
  if (typeof seen === 'string') return seen
  await store.claimRepository({ ...seen, at })
  return { id: seen.id, owner: seen.owner, repo: seen.repo }
}

async function find(named: PayloadRepository, { github, store }: LocateDeps): Promise<SeenRepository | NotLocated> {
  const byName = await github.readRepository(named)
  if (byName !== null && (named.id === null || byName.id === named.id)) return byName
  // The store may know a newer name from a rename webhook.
  const known = named.id === null ? null : await store.repositoryNumbered(named.id)
  const byKnownName = known === null ? null : await github.readRepository(known)
  if (byKnownName !== null && byKnownName.id === named.id) return byKnownName
  return byName === null && byKnownName === null ? 'absent' : 'another'
}
