/** Reads files from a repository's default branch or from one commit. The bot never writes files. */
import type { RepositoryRef } from '../../core/issue-ref.ts'

/** A file or folder, and the version of it that the caller already has. */
export interface FileRequest {
  readonly repository: RepositoryRef
  readonly path: string
  /** Full SHA of a commit; the default branch's newest commit by default. */
  readonly commit?: string
  /** `version` from an earlier response. If it is sent, an unchanged file does not count towards the rate limit. */
  readonly known?: string | null
}

export interface FoundFile {
  readonly text: string
  /** GitHub's ETag; null if there is none. */
  readonly version: string | null
}

export interface FoundFolder {
  readonly files: readonly { readonly path: string; readonly bytes: number }[]
  readonly version: string | null
}

/** `absent`: missing or not accessible. `unchanged`: the caller already has the current version. */
export type FileNotRead = 'absent' | 'unchanged'

export interface RepositoryFiles {
  /**
   * Reads a text file. Returns `too-large` for a file above 1 MB, GitHub's limit, and `forbidden` without the permission
   * to read files.
   */
  readFile(request: FileRequest): Promise<FoundFile | FileNotRead | 'too-large' | 'forbidden'>
  /** Lists the files directly in a folder. Returns `absent` for a path that is not a folder, and without permission. */
  listFiles(request: FileRequest): Promise<FoundFolder | FileNotRead>
}
