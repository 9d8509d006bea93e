/** Resolves repository names through the REST API. */

import { LRUCache } from 'lru-cache'
import { type RepositoryRef, repositoryName } from '../../../core/issue-ref.ts'
import { nullIfNotFound } from '../refusal.ts'
import type { ContentFactsReader, RepositoryReader, SeenRepository } from '../repository.ts'
import type { Calls, OctokitClient } from './octokit-calls.ts'

/** Concurrent deliveries for one repository share a response for this long. */
const CACHE_MS = 5_000
const MAX_ENTRIES = 1_000

interface CacheEntry {
  readonly until: number
  readonly response: Promise<SeenRepository | null>
}

/** @param now milliseconds since the epoch */
export function createOctokitRepositories(calls: Calls, now: () => number = Date.now): RepositoryReader {
  const cache = new LRUCache<string, CacheEntry>({ max: MAX_ENTRIES })
  return {
    listLabels: (repository) => listLabels(calls, repository),
    readRepository(repository) {
      const key = repositoryName(repository)
      const known = cache.get(key)
      if (known !== undefined && known.until > now()) return known.response
      const response = readRepository(calls, repository)
      cache.set(key, { until: now() + CACHE_MS, response })
      // Refusals are not cached.
      response.catch(() => cache.delete(key))
      return response
    },
  }
}

/** GitHub's maximum page size, and the number of pages to read: no repository needs more than 1,000 labels. */
const PER_PAGE = 100
const MAX_LABEL_PAGES = 10

async function listLabels({ octokit, read }: Calls, { owner, repo }: RepositoryRef): Promise<readonly string[]> {
  const names: string[] = []
  for (let page = 1; page <= MAX_LABEL_PAGES; page += 1) {
    const { data } = await read(`to list the labels of ${owner}/${repo}`, () =>
      octokit.rest.issues.listLabelsForRepo({ owner, repo, per_page: PER_PAGE, ...(page > 1 && { page }) }),
    )
    names.push(...data.map(({ name }) => name))
    if (data.length < PER_PAGE) break
  }
  return names
}

/** Languages and topics need the `metadata: read` permission, which every App has. */
export function createOctokitContentFacts({ octokit, read }: Calls): ContentFactsReader {
  return {
    readContentFacts: ({ owner, repo }) =>
      nullIfNotFound(async () => {
        const why = `to read the languages and topics of ${owner}/${repo}`
        const { data: languages } = await read(why, () => octokit.rest.repos.listLanguages({ owner, repo }))
        const { data: topics } = await read(why, () => octokit.rest.repos.getAllTopics({ owner, repo }))
        const bySize = Object.entries(languages).sort(([, a], [, b]) => b - a)
        return { languages: bySize.map(([name]) => name), topics: topics.names }
      }),
  }
}

function readRepository({ octokit, read }: Calls, { owner, repo }: RepositoryRef): Promise<SeenRepository | null> {
  return nullIfNotFound(async () => {
    const { data } = await read(`to read the repository ${owner}/${repo}`, () =>
      octokit.rest.repos.get({ owner, repo }),
    )
    return toSeenRepository(data)
  })
}

type RepositoryData = Awaited<ReturnType<OctokitClient['rest']['repos']['get']>>['data']

/** GitHub counts an internal repository, which is visible to a whole enterprise, as neither private nor public. */
export function toSeenRepository({ id, name, owner, visibility, ...data }: RepositoryData): SeenRepository {
  const isPublic = !data.private && visibility !== 'internal'
  return { id, owner: owner.login, repo: name, ownerId: owner.id, isPublic }
}
