/** Reads the repository signatures from a folder on the repository's default branch. */
import type { RepositoryFiles } from '../../adapters/github/repository-files.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { readSignatureFolder, type SignatureFolder } from './read-signature-folder.ts'

/** Folder of the repository signatures. */
const OWN_SIGNATURES = '.github/auth-triage/signatures'

export const NO_SIGNATURES: SignatureFolder = { files: [], version: null }

/**
 * @param before the previous call's result in this process
 * @returns `before` itself if nothing changed
 */
export async function loadRepositorySignatures(
  repository: RepositoryRef,
  before: SignatureFolder,
  github: RepositoryFiles,
): Promise<SignatureFolder> {
  const folder = await readSignatureFolder({ repository, path: OWN_SIGNATURES, known: before.version }, github)
  if (folder === 'unchanged') return before
  return folder === 'absent' ? NO_SIGNATURES : folder
}
