/** The part of the store's interface with what a repository says about itself. */
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { RepositoryFacts } from '../../core/settings/choose-packs.ts'
import type { Problem } from '../../core/signatures/problems.ts'

/** A repository's settings, as last read. */
export interface StoredSettings {
  /** Location of the file: the repository, its owner's `.github` repository, or none. */
  readonly source: 'repository' | 'owner' | 'none'
  /** SHA-256 of the last text; null if there was none. */
  readonly textHash: string | null
  /** The last valid settings, as JSON; null if there have never been any. */
  readonly settings: string | null
  /** Problems in the last text, with file, line and remedy. */
  readonly problems: readonly Problem[]
  /** Milliseconds since the epoch. */
  readonly checkedAt: number
}

/** Each repository's settings. */
export interface RepositorySettingsStore {
  keepSettings(repository: RepositoryRef, kept: StoredSettings): Promise<void>
  /** Returns null if the repository's settings have never been read. */
  keptSettings(repository: RepositoryRef): Promise<StoredSettings | null>
  /** Records the languages and topics of a repository whose settings have been read. */
  keepFacts(repository: RepositoryRef, facts: RepositoryFacts): Promise<void>
  /** Returns null if they have never been read. */
  keptFacts(repository: RepositoryRef): Promise<RepositoryFacts | null>
}
