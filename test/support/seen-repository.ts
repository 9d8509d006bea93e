import type { SeenRepository } from '../../src/adapters/github/repository.ts'
import { localId } from '../../src/adapters/store/local-id.ts'
import type { Store } from '../../src/adapters/store/store.ts'

/** A repository as GitHub shows it, with an id derived from its name. */
export function seenAs(owner: string, repo: string, isPublic = true): SeenRepository {
  return { id: -localId({ owner, repo }), owner, repo, ownerId: -localId({ owner, repo: '' }), isPublic }
}

/** Registers a repository in the store, as a delivery does. */
export async function claimAs(store: Store, owner: string, repo: string): Promise<SeenRepository> {
  const seen = seenAs(owner, repo)
  await store.claimRepository({ ...seen, at: 1 })
  return seen
}
