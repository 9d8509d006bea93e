/** Stores that a release names reported issues, or the pull requests that closed them. */
import type { Release } from '../../adapters/github/issue-reader.ts'
import type { Store } from '../../adapters/store/store.ts'
import { linkableUrl, pullSource } from '../../core/fixes/fix-signal.ts'
import type { ReleaseReading } from '../../core/fixes/release-notes.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { clustersNear } from '../matching/clusters-of.ts'
import { toSummarisedReport } from '../matching/stored-report.ts'
import { isWorthAsking } from './cluster-fix.ts'

/** @returns the numbers of the issues for which the release now claims a fix */
export async function noteRelease(
  repository: RepositoryRef,
  release: Pick<Release, 'id' | 'url' | 'at'>,
  { version, named }: ReleaseReading,
  store: Store,
): Promise<readonly number[]> {
  if (version === null || named.length === 0) return []
  const pulls = new Set(named.map(pullSource))
  const closed = (await store.fixSignalsIn(repository)).filter(({ source }) => pulls.has(source))
  const numbers = [...new Set([...named, ...closed.map(({ number }) => number)])]
  const stored = (await store.summariesNumbered(repository, numbers)).map(toSummarisedReport)
  const clusters = await clustersNear(
    repository,
    stored.map(({ number }) => number),
    store,
  )
  const claimed: number[] = []
  for (const report of stored) {
    const hasCluster = (clusters.of(report.number)?.length ?? 0) > 1
    if (!hasCluster && !isWorthAsking([report])) continue
    const url = linkableUrl(release.url)
    const signal = { kind: 'released', version, who: null, comment: null, url, at: release.at } as const
    await store.keepFixSignals({ ...repository, number: report.number }, `release-${release.id}`, [signal])
    claimed.push(report.number)
  }
  return claimed
}
