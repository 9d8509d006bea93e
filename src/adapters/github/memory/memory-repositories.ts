/** The repositories in the in-memory GitHub. Every repository exists on first use, is public and has an id. */
import { type RepositoryRef, repositoryName } from '../../../core/issue-ref.ts'
import type { ContentFacts, SeenRepository } from '../repository.ts'

export interface MemoryRepositories {
  /** Returns null for a deleted repository. */
  read(repository: RepositoryRef): SeenRepository | null
  /** Makes a repository private. */
  hide(repository: RepositoryRef): void
  /**
   * Renames a repository or changes its owner. The old name redirects to the repository until another one takes the
   * name.
   */
  rename(from: RepositoryRef, to: RepositoryRef): void
  /** Creates a new repository with this name; the name then no longer redirects. */
  create(repository: RepositoryRef): void
  remove(repository: RepositoryRef): void
  describe(repository: RepositoryRef, facts: ContentFacts): void
  /** Returns empty facts for a repository that nobody described, and null for a deleted one. */
  factsOf(repository: RepositoryRef): ContentFacts | null
}

/** The same ids as in the webhook fixtures. */
const FIRST_ID = 730_000_001
const FIRST_OWNER = 8_100_010

export function createMemoryRepositories(): MemoryRepositories {
  // Keyed by every name that resolves to a repository; null for a deleted repository.
  const byName = new Map<string, SeenRepository | null>()
  const owners = new Map<string, number>()
  const facts = new Map<number, ContentFacts>()
  let nextId = FIRST_ID

  function ownerIdOf(owner: string): number {
    const known = owners.get(owner.toLowerCase()) ?? FIRST_OWNER + owners.size
    owners.set(owner.toLowerCase(), known)
    return known
  }

  function create({ owner, repo }: RepositoryRef): SeenRepository {
    const created = { id: nextId++, owner, repo, ownerId: ownerIdOf(owner), isPublic: true }
    byName.set(repositoryName(created), created)
    return created
  }

  function change(repository: RepositoryRef, fields: Partial<SeenRepository>): void {
    const before = byName.get(repositoryName(repository)) ?? create(repository)
    for (const [name, known] of byName) if (known?.id === before.id) byName.set(name, { ...before, ...fields })
  }

  function read(repository: RepositoryRef): SeenRepository | null {
    const known = byName.get(repositoryName(repository))
    return known === undefined ? create(repository) : known
  }

  return {
    read,
    describe(repository, described) {
      const known = read(repository)
      if (known !== null) facts.set(known.id, described)
    },
    factsOf(repository) {
      const known = read(repository)
      return known === null ? null : (facts.get(known.id) ?? { languages: [], topics: [] })
    },
    hide: (repository) => change(repository, { isPublic: false }),
    rename(from, { owner, repo }) {
      change(from, { owner, repo, ownerId: ownerIdOf(owner) })
      byName.set(repositoryName({ owner, repo }), byName.get(repositoryName(from)) as SeenRepository)
    },
    create: (repository) => void create(repository),
    remove: (repository) => void byName.set(repositoryName(repository), null),
  }
}
