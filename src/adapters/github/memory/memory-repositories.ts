/** The repositories of the GitHub in memory: every one that is asked about is there, public, and has a number. */
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { SeenRepository } from '../repository.ts'

export interface MemoryRepositories {
  /** Null for one that was deleted. */
  read(repository: RepositoryRef): SeenRepository | null
  /** Makes a repository private. */
  hide(repository: RepositoryRef): void
  /** Gives it another name or owner. The old name leads on to it until somebody takes it. */
  rename(from: RepositoryRef, to: RepositoryRef): void
  /** Somebody makes a new one of this name; a name that led on no longer does. */
  create(repository: RepositoryRef): void
  remove(repository: RepositoryRef): void
}

/** As the numbers of the webhooks that tests keep. */
const FIRST_ID = 730_000_001
const FIRST_OWNER = 8_100_010

export function createMemoryRepositories(): MemoryRepositories {
  // By the names that lead to them; null where one was deleted.
  const byName = new Map<string, SeenRepository | null>()
  const owners = new Map<string, number>()
  let nextId = FIRST_ID

  function ownerIdOf(owner: string): number {
    const known = owners.get(owner.toLowerCase()) ?? FIRST_OWNER + owners.size
    owners.set(owner.toLowerCase(), known)
    return known
  }

  function create({ owner, repo }: RepositoryRef): SeenRepository {
    const made = { id: nextId++, owner, repo, ownerId: ownerIdOf(owner), isPublic: true }
    byName.set(keyOf(made), made)
    return made
  }

  function change(repository: RepositoryRef, what: Partial<SeenRepository>): void {
    const before = byName.get(keyOf(repository)) ?? create(repository)
    for (const [name, it] of byName) if (it?.id === before.id) byName.set(name, { ...before, ...what })
  }

  return {
    read(repository) {
      const known = byName.get(keyOf(repository))
      return known === undefined ? create(repository) : known
    },
    hide: (repository) => change(repository, { isPublic: false }),
    rename(from, { owner, repo }) {
      change(from, { owner, repo, ownerId: ownerIdOf(owner) })
      byName.set(keyOf({ owner, repo }), byName.get(keyOf(from)) as SeenRepository)
    },
    create: (repository) => void create(repository),
    remove: (repository) => void byName.set(keyOf(repository), null),
  }
}

function keyOf({ owner, repo }: RepositoryRef): string {
  return `${owner}/${repo}`.toLowerCase()
}
