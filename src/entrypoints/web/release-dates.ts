/** When each version of a repository was released, from GitHub, read at most once an hour. */

import { LRUCache } from 'lru-cache'
import { type RepositoryRef, repositoryName } from '../../core/issue-ref.ts'
import { HOUR_MS } from '../../core/time-units.ts'
import type { RepositoryGitHub } from './web-deps.ts'

/** @returns release times by version, without a leading `v`; empty if GitHub does not answer */
export type ReleaseDates = (repository: RepositoryRef) => Promise<ReadonlyMap<string, number>>

const CACHE_MS = HOUR_MS
/** After a failure, GitHub is asked again this much later. */
const RETRY_MS = 60_000
const MAX_REPOSITORIES = 500

export function createReleaseDates(
  github: Pick<RepositoryGitHub, 'readReleases'> | undefined,
  clock: () => number,
): ReleaseDates {
  const cached = new LRUCache<string, { readonly until: number; readonly dates: Promise<ReadonlyMap<string, number>> }>(
    {
      max: MAX_REPOSITORIES,
    },
  )
  return (repository) => {
    const key = repositoryName(repository)
    const known = cached.get(key)
    if (known !== undefined && known.until > clock() && known.until - clock() <= CACHE_MS) return known.dates
    const dates = readDates(repository, github).catch(() => {
      cached.set(key, { until: clock() + RETRY_MS, dates })
      return new Map<string, number>()
    })
    cached.set(key, { until: clock() + CACHE_MS, dates })
    return dates
  }
}

async function readDates(
  repository: RepositoryRef,
  github: Pick<RepositoryGitHub, 'readReleases'> | undefined,
): Promise<ReadonlyMap<string, number>> {
  const releases = (await github?.readReleases(repository)) ?? []
  return new Map(releases.filter(({ at }) => at > 0).map(({ tag, at }) => [tag.replace(/^v(?=\d)/i, ''), at]))
}
