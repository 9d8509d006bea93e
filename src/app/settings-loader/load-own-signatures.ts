/** Reads the signatures that a repository brings itself, from a folder of its default branch. */
import type { RepositoryFiles } from '../../adapters/github/repository-files.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { PackFile } from '../../core/signatures/parse.ts'
import { MAX_REPOSITORY_SIGNATURE, MAX_REPOSITORY_SIGNATURES } from '../../core/signatures/repository-signatures.ts'

/** Where a repository keeps signatures of its own. */
const OWN_SIGNATURES = '.github/auth-triage/signatures'

export interface OwnSignatures {
  /** As they stand there; one that is too large is cut where that shows. */
  readonly files: readonly PackFile[]
  /** What GitHub need not send again. */
  readonly version: string | null
}

export const NO_SIGNATURES: OwnSignatures = { files: [], version: null }

/**
 * @param before what was loaded before in this process
 * @returns the same object while nothing changed
 */
export async function loadOwnSignatures(
  repository: RepositoryRef,
  before: OwnSignatures,
  github: RepositoryFiles,
): Promise<OwnSignatures> {
  const folder = await github.listFiles({ repository, path: OWN_SIGNATURES, known: before.version })
  if (folder === 'unchanged') return before
  if (folder === 'absent') return NO_SIGNATURES
  // One more than is taken, so that somebody is told that there are too many.
  const paths = folder.files.filter(({ path }) => /\.ya?ml$/.test(path)).slice(0, MAX_REPOSITORY_SIGNATURES + 1)
  const files: PackFile[] = []
  for (const { path, bytes } of paths) {
    const text = bytes > 4 * MAX_REPOSITORY_SIGNATURE ? TOO_LARGE : await readText(repository, path, github)
    if (text !== null) files.push({ path, text })
  }
  return { files, version: folder.version }
}

/** Not fetched: any text above the limit is refused alike. */
const TOO_LARGE = '#'.repeat(MAX_REPOSITORY_SIGNATURE + 1)

async function readText(repository: RepositoryRef, path: string, github: RepositoryFiles): Promise<string | null> {
  const file = await github.readFile({ repository, path })
  return typeof file === 'string' ? (file === 'too-large' ? TOO_LARGE : null) : file.text
}
