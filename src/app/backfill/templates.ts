/** The issue templates of a repository, whose text says nothing about any report. */

import type { RepositoryFiles } from '../../adapters/github/repository-files.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { type Analysis, unlessUnreadable } from '../analysis/analysis.ts'

/** GitHub takes them from here: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests */
const FOLDER = '.github/ISSUE_TEMPLATE'
const SINGLE = '.github/ISSUE_TEMPLATE.md'
/** Where the templates stand of repositories that have none of their own. */
const OWNERS_REPOSITORY = '.github'

/** More than repositories have; each costs a request. */
const MAX_FILES = 20
const MAX_BYTES = 100_000

export interface TemplateDeps {
  readonly github: RepositoryFiles
  readonly store: Pick<Store, 'keepTemplates'>
  readonly analysis: Analysis
}

/**
 * Keeps the templates as they are now, redacted.
 * @throws TriageError('github-refused')
 */
export async function renewTemplates(
  repository: RepositoryRef,
  { github, store, analysis }: TemplateDeps,
): Promise<void> {
  const texts = await readTemplates(repository, github)
  // Without them a template's text counts as a reporter's, which costs a little accuracy and nothing else.
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
