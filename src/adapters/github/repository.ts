/** Resolves a name to a GitHub repository and its visibility. */
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'

export interface SeenRepository extends KnownRepository {
  /** GitHub's id for the owner. */
  readonly ownerId: number
  /** Whether the repository is visible to everyone. */
  readonly isPublic: boolean
}

/** What GitHub says about a repository's content. */
export interface ContentFacts {
  /** The languages that GitHub detects, the one with the most code first. */
  readonly languages: readonly string[]
  readonly topics: readonly string[]
}

export interface ContentFactsReader {
  /** @returns null if there is no such repository, or we cannot access it */
  readContentFacts(repository: RepositoryRef): Promise<ContentFacts | null>
}

export interface RepositoryReader {
  /**
   * Returns the repository that this name refers to, with its current name. An old name redirects until another
   * repository takes it.
   * @returns null if there is no such repository, or we cannot access it
   */
  readRepository(repository: RepositoryRef): Promise<SeenRepository | null>
  /** Returns the names of the repository's labels, at most the first 1,000. */
  listLabels(repository: RepositoryRef): Promise<readonly string[]>
}
