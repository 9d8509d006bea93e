/** Finds the signatures of a repository that belong to a settings file on this machine. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readPackFolder } from '../../adapters/pack-folder.ts'
import type { RepositorySettings } from '../../core/settings/repository-settings.ts'
import type { TemplateFile } from '../../core/settings/template-headings.ts'
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

/** More templates than real repositories have. */
const MAX_TEMPLATES = 20

/**
 * @param file path of the settings file, or `-`
 * @returns the issue templates in the same `.github` folder
 */
export function readTemplatesBeside(file: string): readonly TemplateFile[] {
  if (file === '-') return []
  const folder = join(dirname(file), 'ISSUE_TEMPLATE')
  const inFolder = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
  return [...inFolder, join(dirname(file), 'ISSUE_TEMPLATE.md')]
    .filter((path) => /\.(?:ya?ml|md)$/i.test(path) && !/config\.ya?ml$/i.test(path) && existsSync(path))
    .slice(0, MAX_TEMPLATES)
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}

function folderBeside(file: string): string | null {
  const nextToFile = join(dirname(file), 'auth-triage', 'signatures')
  return file !== '-' && existsSync(nextToFile) ? nextToFile : null
}
