/** Resolves a name to a repository of GitHub, with its visibility. */
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'

export interface SeenRepository extends KnownRepository {
  /** GitHub's id of its owner. */
  readonly ownerId: number
  /** Whether it is visible to everyone. */
  readonly isPublic: boolean
}

export interface RepositoryReader {
  /**
   * Returns the repository of this name with its current name. An old name redirects until another repository takes it.
   * @returns null if there is none, or none that we can access
   */
  readRepository(repository: RepositoryRef): Promise<SeenRepository | null>
}
