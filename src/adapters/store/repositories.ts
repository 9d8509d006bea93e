/** Known repositories, keyed by GitHub id, each with the name under which it was last seen. */

import { type Kysely, sql } from 'kysely'
import { type KnownRepository, repositoryName } from '../../core/issue-ref.ts'
import { WEEK_MS } from '../../core/time-units.ts'
import type { RepositoryIds } from './repository-ids.ts'
import type { NamedRepository, RepositoryRegistry } from './stored-repositories.ts'
import type { RepositoriesTable, StoreTables } from './tables.ts'

type Database = Kysely<StoreTables>

/**
 * A name never arrives later than this. If a name is older than the stored one by more than this, the clock was ahead
 * when the stored name was recorded.
 */
const MAX_WAIT_MS = WEEK_MS

/** @param ids resolves names to repositories */
export function createRepositories(db: Database, ids: RepositoryIds): RepositoryRegistry {
  return {
    claimRepository: (named) => recordName(db, named),
    async recogniseRepository(named) {
      const isKnown = (await repositoryNumbered(db, named.id)) !== null
      if (isKnown) await recordName(db, named)
      return isKnown
    },
    renameOwner: (ownerId, login, at) => renameOwner(db, { ownerId, login, at }),
    async identify(repository) {
      const found = await ids.find(repository)
      return found.id === 0 ? null : found
    },
    repositoryNumbered: (id) => repositoryNumbered(db, id),
    knownRepositories: async () => lastOfEachName(await onGitHub(lastSeenFirst(db)).execute()),
    repositoriesOf: (owner) => repositoriesOf(db, owner, ids),
    repositoriesCalled: async ({ owner, repo }) => {
      const called = lastSeenFirst(db).where('name', '=', repositoryName({ owner, repo }))
      return (await called.execute()).map(toKnown)
    },
    async recordMadePrivate(id, at) {
      await db.updateTable('repositories').set({ private_at: at }).where('id', '=', id).execute()
    },
    async madePrivateAt({ owner, repo }) {
      const row = await db
        .selectFrom('repositories')
        .select(({ fn }) => fn.max('private_at').as('at'))
        .where('name', '=', repositoryName({ owner, repo }))
        .executeTakeFirst()
      return row?.at == null ? null : Number(row.at)
    },
    forgetRepository: (id) => forgetRepository(db, id),
  }
}

/**
 * Deletes the repository, and with it every row that refers to it. Writers of reports lock the counter first and refer
 * to the repository afterwards. The same order here prevents a deadlock with them.
 */
async function forgetRepository(db: Database, id: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('report_counters').where('repository', '=', id).execute()
    await transaction.deleteFrom('repositories').where('id', '=', id).execute()
  })
}

/** Costs one query if the name is already known. */
async function recordName(db: Database, named: NamedRepository): Promise<void> {
  const name = repositoryName(named)
  const rows = await db
    .selectFrom('repositories')
    .selectAll()
    .where(({ or, eb }) => or([eb('id', '=', named.id), eb('name', '=', name)]))
    .execute()
  const before = rows.find(({ id }) => id === named.id)
  if (before !== undefined && !changesAnything(named, before, rows)) return
  await db.transaction().execute(async (transaction) => {
    await write(transaction, named)
    if (before !== undefined && before.name !== name) await renameInFeedback(transaction, before, named)
  })
}

/** @param rows all rows with this id or this name */
function changesAnything(
  { owner, repo, ownerId, at }: NamedRepository,
  before: RepositoriesTable,
  rows: readonly RepositoriesTable[],
): boolean {
  const { name, seen_at } = before
  const isSame = before.owner === owner && before.repo === repo && (ownerId === null || before.owner_id === ownerId)
  const isTaken = rows.some((row) => row !== before && row.name === name && row.seen_at >= seen_at)
  const isLate = at < seen_at && seen_at - at <= MAX_WAIT_MS
  return !isLate && (!isSame || isTaken || at < seen_at)
}

async function write(db: Database, { id, owner, repo, ownerId, at }: NamedRepository): Promise<void> {
  await db
    .insertInto('repositories')
    .values({ id, name: repositoryName({ owner, repo }), owner, repo, owner_id: ownerId, seen_at: at })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((update) => ({
          name: update.ref('excluded.name'),
          owner: update.ref('excluded.owner'),
          repo: update.ref('excluded.repo'),
          owner_id: update.fn.coalesce('excluded.owner_id', 'repositories.owner_id'),
          seen_at: update.ref('excluded.seen_at'),
        }))
        .where(({ or, eb, ref }) =>
          or([
            eb('excluded.seen_at', '>=', ref('repositories.seen_at')),
            eb('repositories.seen_at', '>', sql<number>`${ref('excluded.seen_at')} + ${MAX_WAIT_MS}`),
          ]),
        ),
    )
    .execute()
}

/** Feedback events in other repositories refer to this repository's issues by name. */
async function renameInFeedback(db: Database, from: RepositoriesTable, to: NamedRepository): Promise<void> {
  await db
    .updateTable('feedback_events')
    .set({ other_owner: to.owner, other_repo: to.repo })
    .where(({ eb, fn }) => eb(fn('lower', ['other_owner']), '=', from.owner.toLowerCase()))
    .where(({ eb, fn }) => eb(fn('lower', ['other_repo']), '=', from.repo.toLowerCase()))
    .execute()
}

interface Renamed {
  readonly ownerId: number
  readonly login: string
  readonly at: number
}

async function renameOwner(db: Database, { ownerId, login, at }: Renamed): Promise<void> {
  const rows = await db.selectFrom('repositories').selectAll().where('owner_id', '=', ownerId).execute()
  for (const { id, repo } of rows) await recordName(db, { id, owner: login, repo, ownerId, at })
}

async function repositoryNumbered(db: Database, id: number): Promise<KnownRepository | null> {
  const row = await db
    .selectFrom('repositories')
    .select(['id', 'owner', 'repo'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

async function repositoriesOf(
  db: Database,
  owner: string | null,
  { resolvesByName }: RepositoryIds,
): Promise<readonly KnownRepository[]> {
  const withReports = lastSeenFirst(db).where('id', 'in', db.selectFrom('report_counters').select('repository'))
  const rows = await (resolvesByName ? withReports : onGitHub(withReports)).execute()
  const wanted = owner === null ? null : owner.toLowerCase()
  return lastOfEachName(rows.filter((row) => wanted === null || row.owner.toLowerCase() === wanted))
}

/** A name resolves to the repository that was last seen under it; local repositories were never seen on GitHub. */
function lastSeenFirst(db: Database) {
  return db.selectFrom('repositories').selectAll().orderBy('seen_at', 'desc').orderBy('id', 'desc')
}

function onGitHub(rows: ReturnType<typeof lastSeenFirst>) {
  return rows.where('id', '>', 0)
}

/**
 * @param rows rows with the last seen first
 * @returns the last seen repository for each name, sorted by name
 */
function lastOfEachName(rows: readonly RepositoriesTable[]): readonly KnownRepository[] {
  const byName = new Map(rows.toReversed().map((row) => [row.name, toKnown(row)]))
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, repository]) => repository)
}

function toKnown({ id, owner, repo }: RepositoriesTable): KnownRepository {
  return { id, owner, repo }
}
