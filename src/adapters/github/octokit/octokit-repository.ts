/** Which repository a name means, as the REST API tells it. */
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { refusalStatus } from '../refusal.ts'
import type { RepositoryReader, SeenRepository } from '../repository.ts'
import type { Calls, OctokitClient } from './octokit-calls.ts'

/** Many deliveries of one repository that come at once share an answer; it is no older than the walk of any of them. */
const HOLDS_MS = 5_000
/** Answers that are held; the oldest go first. */
const MAX_HELD = 1_000

interface Held {
  readonly until: number
  readonly answer: Promise<SeenRepository | null>
}

/** @param now milliseconds since the epoch */
export function createOctokitRepositories(calls: Calls, now: () => number = Date.now): RepositoryReader {
  const held = new Map<string, Held>()
  return {
    readRepository(repository) {
      const key = `${repository.owner}/${repository.repo}`.toLowerCase()
      const known = held.get(key)
      if (known !== undefined && known.until > now()) return known.answer
      const answer = readRepository(calls, repository)
      held.delete(key)
      held.set(key, { until: now() + HOLDS_MS, answer })
      // A refusal of GitHub is no answer.
      answer.catch(() => held.delete(key))
      const [oldest] = held.keys()
      if (held.size > MAX_HELD && oldest !== undefined) held.delete(oldest)
      return answer
    },
  }
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
