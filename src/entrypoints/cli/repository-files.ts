/** Finds the signatures of a repository that belong to a settings file on this machine. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readPackFolder } from '../../adapters/pack-folder.ts'
import type { RepositorySettings } from '../../core/settings/repository-settings.ts'
import type { PackFile } from '../../core/signatures/parse.ts'

export interface RepositorySignatureFiles {
  /** The folder that they are in; null if there is none or the settings do not use it. */
  readonly folder: string | null
  readonly files: readonly PackFile[]
}

/**
 * @param file path of the settings file, or `-`
 * @param named a folder to use instead of `auth-triage/signatures` next to the file
 */
export async function readSignaturesBeside(
  file: string,
  settings: RepositorySettings,
  named?: string,
): Promise<RepositorySignatureFiles> {
  const folder = settings.signatures.own ? (named ?? folderBeside(file)) : null
  return { folder, files: folder === null ? [] : await readPackFolder(folder) }
}

function folderBeside(file: string): string | null {
  const nextToFile = join(dirname(file), 'auth-triage', 'signatures')
  return file !== '-' && existsSync(nextToFile) ? nextToFile : null
}
