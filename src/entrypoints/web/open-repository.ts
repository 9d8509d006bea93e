/** Opens a repository for queries, limited to what the caller may see. */
import type { Store } from '../../adapters/store/store.ts'
import type { ClusterQuestionDeps } from '../../app/matching/cluster-questions.ts'
import type { SearchedReports } from '../../app/matching/match-report.ts'
import { type NeighbourClusters, neighboursOf } from '../../app/matching/neighbours.ts'
import type { Overview, OverviewStore } from '../../app/overview/overview.ts'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import type { RepositoryAccess } from './access/repository-access.ts'
import type { WebContext } from './web-deps.ts'

/** The part of the store that the pages use. */
type OpenedStore = Pick<
  Store,
  | 'alarmsIn'
  | 'decisions'
  | 'draftsIn'
  | 'outcomesIn'
  | 'asserts'
  | 'feedbackIn'
  | 'feedbackOn'
  | 'recordFeedback'
  | 'keptFacts'
  | 'keptSettings'
  | 'matchesOf'
  | 'pairsIn'
  | 'feedbackAbout'
  | 'pairsOf'
  | 'matchedLater'
  | 'reportsNumbered'
  | 'summariesNumbered'
> &
  OverviewStore

export interface RepositoryView {
  /** The repository that the name currently belongs to. */
  readonly repository: KnownRepository
  /** A view of the store that contains only this repository. */
  readonly store: OpenedStore
  readonly questions: ClusterQuestionDeps
  readonly matching: SearchedReports
  /** Returns the issues and clusters from memory, as they are in the store now. */
  overview(): Promise<Overview>
  /** Returns the clusters of the other repositories whose reports count too. */
  neighbours(): Promise<readonly NeighbourClusters[]>
}

interface Caller extends Pick<WebContext, 'repositories' | 'clock' | 'overviews' | 'pack'> {
  /** The caller's token; null for an anonymous caller. */
  readonly token: string | null
}

/**
 * @returns null if the repository is unknown and also if the caller may not see it: callers cannot tell the difference
 */
export async function openRepository(
  repository: RepositoryRef,
  { repositories, token, clock, overviews, pack }: Caller,
): Promise<RepositoryView | null> {
  if (repositories === undefined) return null
  const { access, store: all, indexes } = repositories
  const found = await access.readable(repository.owner, repository.repo, token)
  if (found === null || !(await all.recogniseRepository(found))) return null
  // From here on the name means the repository that the caller may read, whatever it meant when data was stored.
  const store = all.as([found])
  const neighbours = await neighboursOf(found, { store, mayShow: (other) => isReadable(other, access, token) })
  return {
    repository: { id: found.id, owner: found.owner, repo: found.repo },
    store,
    questions: { store, now: clock(), neighbours, signatures: pack.signatures },
    matching: { store, indexes: indexes.over(store) },
    overview: () => overviews.of(found, store, clock()),
    neighbours: () =>
      Promise.all(
        neighbours.map(async (neighbour) => {
          const { clusters } = await overviews.of(neighbour, all.as([neighbour]), clock())
          return { repository: neighbour, clusters: clusters.map(({ summary }) => summary) }
        }),
      ),
  }
}

/** Returns true if the caller may read the repository and it still has this name. */
async function isReadable(
  { id, owner, repo }: KnownRepository,
  access: RepositoryAccess,
  token: string | null,
): Promise<boolean> {
  return (await access.readable(owner, repo, token))?.id === id
}

/**
 * Maximum number of repositories listed, because GitHub is asked about each one every few minutes. Other repositories
 * can still be opened by URL.
 */
const MAX_LISTED = 50

/** @returns the repositories that the caller may see, at most 50 */
export async function listRepositories({
  repositories,
  token,
}: Omit<Caller, 'overviews'>): Promise<readonly RepositoryRef[]> {
  if (repositories === undefined) return []
  const { access, store } = repositories
  const all = (await store.repositoriesOf(null)).slice(0, MAX_LISTED)
  const seen = await Promise.all(all.map((it) => isReadable(it, access, token).catch(() => false)))
  return all.filter((_, at) => seen[at])
}
