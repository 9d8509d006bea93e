/** Which repository a name means: for the operator what the name says, for everybody else what GitHub said it is. */
import type { Kysely } from 'kysely'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import { localId } from './local-id.ts'
import { repositoryName } from './repository-name.ts'
import type { RepositoriesTable } from './tables.ts'

export interface RepositoryIds {
  /** The repository that a name means here; one with the id 0, which none has, where it means none. */
  find(repository: RepositoryRef): Promise<KnownRepository>
  /**
   * The same for who keeps something about it, which needs a place.
   * @throws where the name means none: it is a defect to write about a repository that nobody made out
   */
  place(repository: RepositoryRef): Promise<KnownRepository>
  /** Whether this is the operator's: a name means what it was last heard of, and local ones are there too. */
  readonly goesByName: boolean
  /** Every repository that is there. */
  all(): Promise<readonly KnownRepository[]>
}

const NONE = 0

/** A name means one of these repositories, and no other one anything. */
export function idsAmong(repositories: readonly KnownRepository[]): RepositoryIds {
  const byName = new Map(repositories.map((it) => [repositoryName(it.owner, it.repo), it]))
  const known = ({ owner, repo }: RepositoryRef) => byName.get(repositoryName(owner, repo))
  return {
    goesByName: false,
    all: async () => repositories,
    find: async (repository) => known(repository) ?? { owner: repository.owner, repo: repository.repo, id: NONE },
    async place(repository) {
      const found = known(repository)
      if (found !== undefined) return found
      throw new Error(`Nobody made out which repository ${repository.owner}/${repository.repo} is.`)
    },
  }
}

/** To ask for the rows of several; never empty, which engines take for a mistake. */
export function idsOf(repositories: readonly KnownRepository[]): readonly number[] {
  return [NONE, ...repositories.map(({ id }) => id)]
}

type Database = Kysely<{ repositories: RepositoriesTable }>

/** A name means what GitHub last called so, else what only its name tells of. */
export function idsByName(db: Database): RepositoryIds {
  const find = async ({ owner, repo }: RepositoryRef) =>
    (await repositoryCalled(db, { owner, repo })) ?? { owner, repo, id: localId({ owner, repo }) }
  return {
    goesByName: true,
    all: () => db.selectFrom('repositories').select(['id', 'owner', 'repo']).execute(),
    find,
    async place(repository) {
      const found = await find(repository)
      if (found.id < 0) await addLocal(db, found)
      return found
    },
  }
}

async function repositoryCalled(db: Database, { owner, repo }: RepositoryRef): Promise<KnownRepository | undefined> {
  return await db
    .selectFrom('repositories')
    .select(['id', 'owner', 'repo'])
    .where('name', '=', repositoryName(owner, repo))
    // A local one was never seen; of two that were seen at once the younger took the name of the older.
    .orderBy('seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function addLocal(db: Database, { id, owner, repo }: KnownRepository): Promise<void> {
  await db
    .insertInto('repositories')
    .values({ id, name: repositoryName(owner, repo), owner, repo, seen_at: 0, owner_id: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}
