/** Reads the repository signatures from a folder on the repository's default branch. */
import type { RepositoryFiles } from '../../adapters/github/repository-files.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { PackFile } from '../../core/signatures/parse.ts'
import {
  MAX_REPOSITORY_SIGNATURE_LENGTH,
  MAX_REPOSITORY_SIGNATURES,
} from '../../core/signatures/repository-signatures.ts'

/** Folder of the repository signatures. */
const OWN_SIGNATURES = '.github/auth-triage/signatures'

export interface RepositorySignatures {
  /** Unparsed. A file that exceeds the size limit is replaced by a text that the parser rejects as too large. */
  readonly files: readonly PackFile[]
  /** The folder's ETag, so that GitHub does not send an unchanged list again; null if there is none. */
  readonly version: string | null
}

export const NO_SIGNATURES: RepositorySignatures = { files: [], version: null }

/**
 * @param before the previous call's result in this process
 * @returns `before` itself if nothing changed
 */
export async function loadRepositorySignatures(
  repository: RepositoryRef,
  before: RepositorySignatures,
  github: RepositoryFiles,
): Promise<RepositorySignatures> {
  const folder = await github.listFiles({ repository, path: OWN_SIGNATURES, known: before.version })
  if (folder === 'unchanged') return before
  if (folder === 'absent') return NO_SIGNATURES
  // One file more than the limit, so that the compiler can report that there are too many.
  const paths = folder.files.filter(({ path }) => /\.ya?ml$/.test(path)).slice(0, MAX_REPOSITORY_SIGNATURES + 1)
  const files: PackFile[] = []
  for (const { path, bytes } of paths) {
    const text = bytes > 4 * MAX_REPOSITORY_SIGNATURE_LENGTH ? TOO_LARGE : await readText(repository, path, github)
    if (text !== null) files.push({ path, text })
  }
  return { files, version: folder.version }
}

/**
 * Stands in for a file that is too large to fetch, because the parser rejects every text above the limit in the same
 * way.
 */
const TOO_LARGE = '#'.repeat(MAX_REPOSITORY_SIGNATURE_LENGTH + 1)

async function readText(repository: RepositoryRef, path: string, github: RepositoryFiles): Promise<string | null> {
  const file = await github.readFile({ repository, path })
  return typeof file === 'string' ? (file === 'too-large' ? TOO_LARGE : null) : file.text
}
