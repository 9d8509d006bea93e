/** Reads a repository's issue forms, with a personal access token or, for a public repository, without one. */
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { createTokenClient, type TokenAccess } from './octokit/token-client.ts'
import { classifyRefusal, refusedError } from './refusal.ts'

export interface FormFile {
  readonly name: string
  readonly text: string
}

const FOLDER = '.github/ISSUE_TEMPLATE'
/** Limits the number of requests, because each form needs one. No known repository has more forms. */
const MAX_FORMS = 10

/**
 * @returns the form files; empty if there are none or the repository is not accessible
 * @throws TriageError('github-refused')
 */
export async function readFormFiles({ owner, repo }: RepositoryRef, access: TokenAccess): Promise<readonly FormFile[]> {
  const octokit = createTokenClient(access)
  const read = (path: string) => octokit.rest.repos.getContent({ owner, repo, path })
  try {
    const { data } = await read(FOLDER)
    const names = (Array.isArray(data) ? data : [])
      .map(({ name }) => name)
      .filter((name) => /^(?!config\.)[\w. -]+\.ya?ml$/.test(name))
    return await Promise.all(
      names.slice(0, MAX_FORMS).map(async (name) => ({ name, text: textOf((await read(`${FOLDER}/${name}`)).data) })),
    )
  } catch (error) {
    if (classifyRefusal(error).kind === 'gone') return []
    throw refusedError(`to read the issue forms of ${owner}/${repo}`, error)
  }
}

function textOf(data: unknown): string {
  const { content } = data as { content?: unknown }
  return typeof content === 'string' ? Buffer.from(content, 'base64').toString('utf8') : ''
}
