/** The part of the store's interface with the repositories that it knows. */
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'

/** A repository as GitHub described it. */
export interface NamedRepository extends KnownRepository {
  /** GitHub's id for the owner; null if unknown. */
  readonly ownerId: number | null
  /** Time of the description, in milliseconds since the epoch. An older description does not replace a newer one. */
  readonly at: number
}

/** Known repositories. Other rows refer to a repository by its id; its name is the last one seen. */
export interface RepositoryRegistry {
  /** Records a repository's name and creates the repository's row, which other rows refer to. */
  claimRepository(repository: NamedRepository): Promise<void>
  /** Records the name of a repository that already has a row. Returns false if the repository has none. */
  recogniseRepository(repository: NamedRepository): Promise<boolean>
  /** Records an owner's new login for all of the owner's repositories. */
  renameOwner(ownerId: number, login: string, at: number): Promise<void>
  /** Resolves a name; null if it is unknown in this store. */
  identify(repository: RepositoryRef): Promise<KnownRepository | null>
  /** Returns the repository with this id and its last seen name; null if nothing is stored about it. */
  repositoryNumbered(id: number): Promise<KnownRepository | null>
  /** Returns the repositories on GitHub, sorted by name. If several were seen under one name, returns the last seen. */
  knownRepositories(): Promise<readonly KnownRepository[]>
  /**
   * Returns an owner's repositories (null: all repositories) that have ever had stored reports. They are sorted and
   * unique by name, as above.
   */
  repositoriesOf(owner: string | null): Promise<readonly KnownRepository[]>
  /** Returns every repository that was last seen under this name, including local ones, with the last seen first. */
  repositoriesCalled(repository: RepositoryRef): Promise<readonly KnownRepository[]>
  /** Records that a public repository was made private. Does nothing if nothing is stored about it. */
  recordMadePrivate(id: number, at: number): Promise<void>
  /**
   * Returns when a repository with this name was last made private, in milliseconds since the epoch; null if that is not
   * known to have happened.
   */
  madePrivateAt(repository: RepositoryRef): Promise<number | null>
  /** Deletes all data about a repository. */
  forgetRepository(id: number): Promise<void>
}
