/**
 * Authenticates a command that reads a repository: with GITHUB_TOKEN, as the App where it is installed, or not at all.
 */
import type { Credentials } from '../../adapters/config/credentials.ts'
import { readProcessSettings, readReadingAccess } from '../../adapters/config/environment.ts'
import { createReadingGitHub, type ReadingGitHub } from '../../adapters/github/reading-github.ts'
import { classifyRefusal, refusedError } from '../../adapters/github/refusal.ts'
import { TriageError } from '../../core/errors.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'

/** @throws TriageError('credentials-missing') when the App is not installed there, TriageError('github-refused') */
export async function openReadingGitHub(repository: RepositoryRef): Promise<ReadingGitHub> {
  const { token, apiUrl } = readReadingAccess()
  const { credentials } = readProcessSettings()
  if (token === null && credentials !== null)
    return createReadingGitHub(await asInstallation(credentials, apiUrl, repository), Date.now)
  const { createTokenClient } = await import('../../adapters/github/octokit/token-client.ts')
  return createReadingGitHub(createTokenClient({ apiUrl, token }), Date.now)
}

/** Imported only here: loading Probot takes a second, and other commands should not have to wait for it. */
async function asInstallation(credentials: Credentials, apiUrl: string, { owner, repo }: RepositoryRef) {
  const { createCommandClient } = await import('../../adapters/github/command-client.ts')
  const probot = createCommandClient(credentials, apiUrl)
  try {
    const { data } = await (await probot.auth()).rest.apps.getRepoInstallation({ owner, repo })
    return await probot.auth(data.id)
  } catch (error) {
    if (classifyRefusal(error).kind !== 'gone') throw refusedError(`to sign in for ${owner}/${repo}`, error)
    throw new TriageError('credentials-missing', `The App is not installed on ${owner}/${repo}.`, {
      hint: 'Install it there, or set GITHUB_TOKEN to a token that may read the repository.',
      cause: error,
    })
  }
}
