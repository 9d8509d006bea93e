/** Reads a repository's issue templates. Their text is boilerplate, which says nothing about a report. */

import type { RepositoryFiles } from '../../adapters/github/repository-files.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { type Analysis, unlessUnreadable } from '../analysis/analysis.ts'

/**
 * The locations where GitHub looks for templates:
 * https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests
 */
const FOLDER = '.github/ISSUE_TEMPLATE'
const SINGLE = '.github/ISSUE_TEMPLATE.md'
/** The owner's repository that provides templates for repositories without any. */
const OWNERS_REPOSITORY = '.github'

/** More templates than real repositories have. Each file costs a request. */
const MAX_FILES = 20
const MAX_BYTES = 100_000

export interface TemplateDeps {
  readonly github: RepositoryFiles
  readonly store: Pick<Store, 'keepTemplates'>
  readonly analysis: Analysis
}

/**
 * Reads the current templates and stores them, redacted.
 * @throws TriageError('github-refused')
 */
export async function renewTemplates(
  repository: RepositoryRef,
  { github, store, analysis }: TemplateDeps,
): Promise<void> {
  const texts = await readTemplates(repository, github)
  // If the templates cannot be read, their text counts as the reporter's, which costs only a little accuracy.
  const redacted = await unlessUnreadable(analysis.run('redacted', { value: texts }), [])
  await store.keepTemplates(repository, redacted as readonly string[])
}

async function readTemplates(repository: RepositoryRef, files: RepositoryFiles): Promise<readonly string[]> {
  const own = await readFrom(repository, files)
  return own.length > 0 ? own : await readFrom({ ...repository, repo: OWNERS_REPOSITORY }, files)
}

async function readFrom(repository: RepositoryRef, files: RepositoryFiles): Promise<readonly string[]> {
  const folder = await files.listFiles({ repository, path: FOLDER })
  const inFolder = typeof folder === 'string' ? [] : folder.files.filter(isTemplate).map(({ path }) => path)
  const texts: string[] = []
  for (const path of [...inFolder.slice(0, MAX_FILES), SINGLE]) {
    const file = await files.readFile({ repository, path })
    if (typeof file !== 'string') texts.push(file.text)
  }
  return texts
}

function isTemplate({ path, bytes }: { readonly path: string; readonly bytes: number }): boolean {
  return /\.(md|ya?ml)$/i.test(path) && !/\/config\.ya?ml$/i.test(path) && bytes <= MAX_BYTES
}
