/** A repository as GitHub shows it: which one a name means just now, and who may see it. */
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'

export interface SeenRepository extends KnownRepository {
  /** GitHub's number of its owner. */
  readonly ownerId: number
  /** Whether everybody may see it. */
  readonly isPublic: boolean
}

export interface RepositoryReader {
  /**
   * The repository that this name leads to, under the name that it has: an old name leads on until somebody takes it.
   * @returns null where there is none, or none that we may see
   */
  readRepository(repository: RepositoryRef): Promise<SeenRepository | null>
}
