/**
 * Reads the signatures that a repository takes from other public repositories (`signatures.extend`), each at one
 * commit. They are as untrusted as the repository's own.
 */

import { classifyRefusal } from '../../adapters/github/refusal.ts'
import type { RepositoryReader } from '../../adapters/github/repository.ts'
import type { RepositoryFiles } from '../../adapters/github/repository-files.ts'
import { SETTINGS_PATH } from '../../core/settings/parse-settings.ts'
import type { PackFile } from '../../core/signatures/parse.ts'
import type { Problem } from '../../core/signatures/problems.ts'
import { readSignatureFolder } from './read-signature-folder.ts'

/** Folder of the signatures in the other repository. */
const SHARED_SIGNATURES = 'signatures'

export interface ExtendedSignatures {
  /** What was asked for, as in the settings. */
  readonly asked: readonly string[]
  /** Paths start with the repository and the commit, so that no two files have the same path. */
  readonly files: readonly PackFile[]
  readonly problems: readonly Problem[]
}

export const NOTHING_EXTENDED: ExtendedSignatures = { asked: [], files: [], problems: [] }

/**
 * @param asked each `owner/repo@commit`, as the settings' schema checks it
 * @param before the previous call's result in this process; a commit does not change, so it is not read again
 * @returns `before` itself if the same was asked for
 */
export async function loadExtendedSignatures(
  asked: readonly string[],
  before: ExtendedSignatures,
  github: RepositoryFiles & RepositoryReader,
): Promise<ExtendedSignatures> {
  if (asked.join() === before.asked.join()) return before
  const files: PackFile[] = []
  const problems: Problem[] = []
  for (const source of asked) {
    const found = await readSource(source, github)
    if (typeof found === 'string') problems.push(problemWith(source, found))
    else files.push(...found)
  }
  return { asked, files, problems }
}

/** @returns the files, or why there are none */
async function readSource(
  source: string,
  github: RepositoryFiles & RepositoryReader,
): Promise<readonly PackFile[] | string> {
  const [owner = '', repo = '', commit = ''] = source.split(/[/@]/)
  const repository = { owner, repo }
  try {
    // The bot may be able to read private repositories that the people who see the comment may not.
    if ((await github.readRepository(repository))?.isPublic !== true) return 'is not a public repository'
    const folder = await readSignatureFolder({ repository, path: SHARED_SIGNATURES, commit }, github)
    if (typeof folder === 'string') return `has no folder \`${SHARED_SIGNATURES}\` at this commit`
    return folder.files.map(({ path, text }) => ({ path: `${owner}/${repo}@${commit.slice(0, 7)}/${path}`, text }))
  } catch (error) {
    if (classifyRefusal(error).kind === 'forbidden') return 'cannot be read by the bot'
    throw error
  }
}

function problemWith(source: string, message: string): Problem {
  const hint = 'name a public repository and the full SHA of one of its commits in `signatures.extend`'
  return { file: SETTINGS_PATH, line: 1, message: `\`${source}\` ${message}`, hint }
}
