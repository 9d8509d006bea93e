/** Files of a repository, on its default branch: the few that the bot reads. It writes none. */
import type { RepositoryRef } from '../../core/issue-ref.ts'

/** Where something is, and which version of it the caller has already. */
export interface FileRequest {
  readonly repository: RepositoryRef
  readonly path: string
  /** As an earlier answer gave it; asking with it costs nothing of the rate limit while nothing changed. */
  readonly known?: string | null
}

export interface FoundFile {
  readonly text: string
  /** GitHub's ETag; null where it gives none. */
  readonly version: string | null
}

export interface FoundFolder {
  readonly files: readonly { readonly path: string; readonly bytes: number }[]
  readonly version: string | null
}

/** Nothing there (also where the bot may not look), or what the caller knows already. */
export type FileNotRead = 'absent' | 'unchanged'

export interface RepositoryFiles {
  /** A text file; `too-large` above the megabyte that GitHub hands out. */
  readFile(address: FileRequest): Promise<FoundFile | FileNotRead | 'too-large'>
  /** The files directly in a folder; a file under that name is no folder. */
  listFiles(address: FileRequest): Promise<FoundFolder | FileNotRead>
}
