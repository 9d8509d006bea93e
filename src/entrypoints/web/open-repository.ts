/** A repository as who asks may see it, with the questions that can be put about it. */

import type { Store } from '../../adapters/store/store.ts'
import type { ClusterQuestionDeps } from '../../app/matching/cluster-questions.ts'
import type { SearchedReports } from '../../app/matching/match-report.ts'
import { neighboursOf } from '../../app/matching/neighbours.ts'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import type { RepositoryAccess } from './access/repository-access.ts'
import type { WebDeps } from './web-deps.ts'

/** What pages ask about the repository that was opened. */
type OpenedStore = Pick<
  Store,
  'decisions' | 'asserts' | 'feedbackIn' | 'keptSettings' | 'matchesIn' | 'reportsNumbered'
>

export interface OpenedRepository {
  /** In which only this one has a name. */
  readonly store: OpenedStore
  readonly questions: ClusterQuestionDeps
  readonly matching: SearchedReports
}

interface Asking extends Pick<WebDeps, 'repositories' | 'clock'> {
  /** Of who asks; null for nobody in particular. */
  readonly token: string | null
}

/** @returns null where there is nothing, and where there is something that is not for who asks: nobody can tell which */
export async function openRepository(
  repository: RepositoryRef,
  { repositories, token, clock }: Asking,
): Promise<OpenedRepository | null> {
  if (repositories === undefined) return null
  const { access, store: all, indexes } = repositories
  const found = await access.readable(repository.owner, repository.repo, token)
  if (found === null || !(await all.recogniseRepository(found))) return null
  // From here on the name means the repository that who asks may read, whatever it meant when something was kept.
  const store = all.as([found])
  const neighbours = await neighboursOf(found, { store, mayShow: (other) => isReadable(other, access, token) })
  return { store, questions: { store, now: clock(), neighbours }, matching: { store, indexes: indexes.over(store) } }
}

/** Whether who asks may read it, and it still has its name. */
async function isReadable(
  { id, owner, repo }: KnownRepository,
  access: RepositoryAccess,
  token: string | null,
): Promise<boolean> {
  return (await access.readable(owner, repo, token))?.id === id
}

/** GitHub is asked about each, once in some minutes; whoever has more looks one up by its address. */
const MAX_LISTED = 50

/** The repositories that who asks may see. */
export async function listRepositories({ repositories, token }: Asking): Promise<readonly RepositoryRef[]> {
  if (repositories === undefined) return []
  const { access, store } = repositories
  const all = (await store.as([]).repositoriesOf(null)).slice(0, MAX_LISTED)
  const seen = await Promise.all(all.map((it) => isReadable(it, access, token).catch(() => false)))
  return all.filter((_, at) => seen[at])
}
