/** A repository as who asks may see it, with the questions that can be put about it. */
import type { RepositoryRef } from '../issue-ref.ts'
import type { QuestionWorld } from '../matching/cluster-questions.ts'
import type { SearchedReports } from '../matching/match-report.ts'
import { neighboursOf } from '../matching/neighbours.ts'
import type { RepositoryStore, WebWorld } from './world.ts'

export interface OpenedRepository {
  readonly store: RepositoryStore
  readonly questions: QuestionWorld
  readonly matching: SearchedReports
}

interface Asking extends Pick<WebWorld, 'repositories' | 'clock'> {
  /** Of who asks; null for nobody in particular. */
  readonly token: string | null
}

/** @returns null where there is nothing, and where there is something that is not for who asks: nobody can tell which */
export async function openRepository(
  repository: RepositoryRef,
  { repositories, token, clock }: Asking,
): Promise<OpenedRepository | null> {
  if (repositories === undefined) return null
  const { access, store, indexes } = repositories
  const mayShow = ({ owner, repo }: RepositoryRef) => access.mayRead(owner, repo, token)
  if (!(await mayShow(repository))) return null
  const neighbours = await neighboursOf(repository, { store, mayShow })
  return { store, questions: { store, now: clock(), neighbours }, matching: { store, indexes } }
}

/** GitHub is asked about each, once in some minutes; whoever has more looks one up by its address. */
const MOST_LISTED = 50

/** The repositories that who asks may see. */
export async function listRepositories({ repositories, token }: Asking): Promise<readonly RepositoryRef[]> {
  if (repositories === undefined) return []
  const { access, store } = repositories
  const all = (await store.repositoriesOf(null)).slice(0, MOST_LISTED)
  const seen = await Promise.all(all.map(({ owner, repo }) => access.mayRead(owner, repo, token).catch(() => false)))
  return all.filter((_, at) => seen[at])
}
