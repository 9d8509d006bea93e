/** Finds the App's installation on a repository. */
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { OctokitClient } from './octokit/octokit-calls.ts'
import { classifyRefusal, refusedError } from './refusal.ts'

/**
 * @param app authenticated as the App itself
 * @returns the installation id; null if the App is not installed
 * @throws TriageError('github-refused')
 */
export async function readInstallation(
  app: Pick<OctokitClient, 'rest'>,
  { owner, repo }: RepositoryRef,
): Promise<number | null> {
  try {
    return (await app.rest.apps.getRepoInstallation({ owner, repo })).data.id
  } catch (error) {
    if (classifyRefusal(error).kind === 'gone') return null
    throw refusedError(`to look up the App on ${owner}/${repo}`, error)
  }
}
