/** Reads the signature files directly in a folder of a repository. */
import type { FileNotRead, FileRequest, RepositoryFiles } from '../../adapters/github/repository-files.ts'
import type { PackFile } from '../../core/signatures/parse.ts'
import {
  MAX_REPOSITORY_SIGNATURE_LENGTH,
  MAX_REPOSITORY_SIGNATURES,
} from '../../core/signatures/repository-signatures.ts'

export interface SignatureFolder {
  /** Unparsed. A file that exceeds the size limit is replaced by a text that the parser rejects as too large. */
  readonly files: readonly PackFile[]
  /** The folder's ETag, so that GitHub does not send an unchanged list again; null if there is none. */
  readonly version: string | null
}

/** @returns at most one file more than the limit, so that the compiler can report that there are too many */
export async function readSignatureFolder(
  request: FileRequest,
  github: RepositoryFiles,
): Promise<SignatureFolder | FileNotRead> {
  const folder = await github.listFiles(request)
  if (typeof folder === 'string') return folder
  const paths = folder.files.filter(({ path }) => /\.ya?ml$/.test(path)).slice(0, MAX_REPOSITORY_SIGNATURES + 1)
  const files: PackFile[] = []
  for (const { path, bytes } of paths) {
    const isTooLarge = bytes > 4 * MAX_REPOSITORY_SIGNATURE_LENGTH
    const text = isTooLarge ? TOO_LARGE : await readText({ ...request, path, known: null }, github)
    if (text !== null) files.push({ path, text })
  }
  return { files, version: folder.version }
}

/**
 * Stands in for a file that is too large to fetch, because the parser rejects every text above the limit in the same
 * way.
 */
const TOO_LARGE = '#'.repeat(MAX_REPOSITORY_SIGNATURE_LENGTH + 1)

async function readText(request: FileRequest, github: RepositoryFiles): Promise<string | null> {
  const file = await github.readFile(request)
  return typeof file === 'string' ? (file === 'too-large' ? TOO_LARGE : null) : file.text
}
