/**
 * Finds the same owner's other repositories whose reports count too. Both repositories must enable this, and the reader
 * must be allowed to see the other repository. A repository that the reader cannot see is left out entirely: no number,
 * no title, no name.
 */

import type { Store } from '../../adapters/store/store.ts'
import type { ClusterContents, ClusterElsewhere, ClusterSummary } from '../../core/duplicates/cluster-summary.ts'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import { settingsSchema } from '../../core/settings/repository-settings.ts'

export type NeighbourStore = Pick<Store, 'repositoriesOf' | 'keptSettings' | 'as'>

/**
 * Whether the repository still has its name and the reader may see it. Called only for repositories that enable
 * sharing.
 */
export type MayShow = (repository: KnownRepository) => Promise<boolean>

/** Each neighbour costs a GitHub call. */
const MAX_NEIGHBOURS = 50

export async function neighboursOf(
  repository: RepositoryRef,
  { store, mayShow }: { readonly store: NeighbourStore; readonly mayShow: MayShow },
): Promise<readonly KnownRepository[]> {
  if (!(await sharesReports(repository, store))) return []
  const shown: KnownRepository[] = []
  for (const other of await store.repositoriesOf(repository.owner)) {
    if (shown.length === MAX_NEIGHBOURS) break
    const isItself = other.repo.toLowerCase() === repository.repo.toLowerCase()
    if (!isItself && (await sharesReports(other, store.as([other]))) && (await mayShow(other))) shown.push(other)
  }
  return shown
}

/** Uses the repository's last valid settings. Returns false if the settings have never been read. */
async function sharesReports(repository: RepositoryRef, store: Pick<Store, 'keptSettings'>): Promise<boolean> {
  const kept = (await store.keptSettings(repository))?.settings
  const settings = kept ? settingsSchema.safeParse(JSON.parse(kept)).data : undefined
  return settings?.duplicates['across-repositories'] === true
}

/**
 * Finds other repositories' clusters with the same failure: the same signature and, if a host was captured, the same
 * host.
 */
export function findClustersElsewhere(
  here: ClusterContents,
  others: readonly NeighbourClusters[],
): readonly ClusterElsewhere[] {
  if (here.signature === null) return []
  return others.flatMap(({ repository, clusters }) =>
    clusters
      .filter((there) => there.signature === here.signature && haveSameHost(here, there))
      .map(({ id, count, canonical }) => ({ repository, id, count, canonical: canonical.number })),
  )
}

export interface NeighbourClusters {
  readonly repository: RepositoryRef
  readonly clusters: readonly ClusterSummary[]
}

function haveSameHost(a: ClusterContents, b: ClusterContents): boolean {
  const hostsOf = ({ captures }: ClusterContents) => (captures['host'] ?? []).map(({ value }) => value)
  const [ours, theirs] = [hostsOf(a), hostsOf(b)]
  return ours.length === 0 ? theirs.length === 0 : ours.some((host) => theirs.includes(host))
}
