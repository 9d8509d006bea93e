/** Resolves repository names. The operator's commands use stored names; everything else uses GitHub's answer. */
import type { Kysely } from 'kysely'
import { type KnownRepository, type RepositoryRef, repositoryName } from '../../core/issue-ref.ts'
import { localId } from './local-id.ts'
import type { RepositoriesTable } from './tables.ts'

export interface RepositoryIds {
  /** Resolves a name for reading. An unknown name gets the id 0, which no repository has. */
  find(repository: RepositoryRef): Promise<KnownRepository>
  /**
   * Resolves a name for writing, and creates the repository's row if it is missing, so that other rows can refer to it.
   * @throws when the name is unknown, because writing about an unidentified repository is a bug
   */
  forWriting(repository: RepositoryRef): Promise<KnownRepository>
  /** True for the operator's commands: names resolve to the last seen repository, and local repositories exist. */
  readonly resolvesByName: boolean
  /** Returns every repository. */
  all(): Promise<readonly KnownRepository[]>
}

const NONE = 0

/** Resolves the names of these repositories only. */
export function idsAmong(repositories: readonly KnownRepository[]): RepositoryIds {
  const byName = new Map(repositories.map((repository) => [repositoryName(repository), repository]))
  const known = (repository: RepositoryRef) => byName.get(repositoryName(repository))
  return {
    resolvesByName: false,
    all: async () => repositories,
    find: async (repository) => known(repository) ?? { owner: repository.owner, repo: repository.repo, id: NONE },
    async forWriting(repository) {
      const found = known(repository)
      if (found !== undefined) return found
      throw new Error(`The repository ${repository.owner}/${repository.repo} was not identified on GitHub.`)
    },
  }
}

/** Returns the ids for an `in` condition. The list is never empty, because engines reject an empty list. */
export function idsOf(repositories: readonly KnownRepository[]): readonly number[] {
  return [NONE, ...repositories.map(({ id }) => id)]
}

type Database = Kysely<{ repositories: RepositoriesTable }>

/** Resolves a name to the repository that GitHub last used it for, or else to a local repository. */
export function idsByName(db: Database): RepositoryIds {
  const find = async ({ owner, repo }: RepositoryRef) =>
    (await repositoryCalled(db, { owner, repo })) ?? { owner, repo, id: localId({ owner, repo }) }
  return {
    resolvesByName: true,
    all: () => db.selectFrom('repositories').select(['id', 'owner', 'repo']).execute(),
    find,
    async forWriting(repository) {
      const found = await find(repository)
      if (found.id < 0) await addLocal(db, found)
      return found
    },
  }
}

async function repositoryCalled(db: Database, repository: RepositoryRef): Promise<KnownRepository | undefined> {
  return await db
    .selectFrom('repositories')
    .select(['id', 'owner', 'repo'])
    .where('name', '=', repositoryName(repository))
    // Local repositories were never seen on GitHub. If two were seen at the same time, the newer one took over the
    // name.
    .orderBy('seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function addLocal(db: Database, { id, owner, repo }: KnownRepository): Promise<void> {
  await db
    .insertInto('repositories')
    .values({ id, name: repositoryName({ owner, repo }), owner, repo, seen_at: 0, owner_id: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}
