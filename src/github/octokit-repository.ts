/** Which repository a name means, as the REST API tells it. */
import type { RepositoryRef } from '../issue-ref.ts'
import type { Calls, OctokitClient } from './octokit-calls.ts'
import { refusalStatus } from './refusal.ts'
import type { Repositories, SeenRepository } from './repository.ts'

export function createOctokitRepositories(calls: Calls): Repositories {
  return { readRepository: (repository) => readRepository(calls, repository) }
}

async function readRepository(
  { octokit, read }: Calls,
  { owner, repo }: RepositoryRef,
): Promise<SeenRepository | null> {
  try {
    const { data } = await read(`to look at ${owner}/${repo}`, () => octokit.rest.repos.get({ owner, repo }))
    return toSeenRepository(data)
  } catch (error) {
    if (refusalStatus(error) === 404) return null
    throw error
  }
}

type RepositoryData = Awaited<ReturnType<OctokitClient['rest']['repos']['get']>>['data']

/** What all of an enterprise may see is not private to GitHub, and not public either. */
export function toSeenRepository({ id, name, owner, visibility, ...data }: RepositoryData): SeenRepository {
  const isPublic = !data.private && visibility !== 'internal'
  return { id, owner: owner.login, repo: name, ownerId: owner.id, isPublic }
}
