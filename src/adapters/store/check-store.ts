/** What must always hold in a store, said by the store itself: one table of invariants, for the operator and for tests. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { TriageError } from '../../core/errors.ts'
import { QUEUE_SCHEMA } from '../queue/postgres-jobs.ts'
import type { Engine } from './engine.ts'
import { migrate, requireStore } from './migrate.ts'
import type { OpenStoreOptions } from './open.ts'
import { openPostgres } from './postgres.ts'
import { migratePostgres } from './postgres-schema.ts'
import { countRows, readTables } from './rows.ts'
import { openSqlite } from './sqlite.ts'
import type { Tables } from './tables.ts'

/** What was found. */
export interface StoreCheck {
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>
  /** What does not hold, in sentences; empty when all is well. */
  readonly findings: readonly string[]
}

interface Invariant {
  /** Said with the number of rows that break it. */
  readonly broken: string
  readonly rows: RawBuilder<unknown>
}

const OF_EVERY_ENGINE: readonly Invariant[] = [
  {
    broken: 'deliveries are in a state that does not exist',
    rows: sql`from deliveries where state not in ('waiting', 'claimed', 'done', 'parked')`,
  },
  {
    broken: 'deliveries that are done still hold a payload, a key or a reason',
    rows: sql`from deliveries where state = 'done' and (payload is not null or key <> '' or reason is not null)`,
  },
  {
    broken: 'deliveries that are not done have no payload or no key',
    rows: sql`from deliveries where state <> 'done' and (payload is null or key = '')`,
  },
  {
    broken: 'deliveries are claimed by nobody',
    rows: sql`from deliveries where state = 'claimed' and claimed_by is null`,
  },
  {
    broken: 'deliveries are claimed although they are settled or wait',
    rows: sql`from deliveries where state <> 'claimed' and claimed_by is not null`,
  },
  {
    broken: 'deliveries were given up without a reason',
    rows: sql`from deliveries where state = 'parked' and reason is null`,
  },
  {
    broken: 'repositories are found by another name than they have',
    rows: sql`from repositories where name <> lower(owner || '/' || repo)`,
  },
  {
    broken: 'issues have two deliveries worked on at once',
    rows: sql`from (select key from deliveries where state = 'claimed' group by key having count(*) > 1) as doubled`,
  },
]

const OF_SQLITE: readonly Invariant[] = [
  { broken: 'places of the file are damaged', rows: sql`from pragma_integrity_check where integrity_check <> 'ok'` },
  { broken: 'rows refer to rows that are not there', rows: sql`from pragma_foreign_key_check` },
]

const OF_POSTGRES: readonly Invariant[] = [
  {
    broken: 'deliveries wait without a turn',
    rows: sql`from deliveries where state = 'waiting' and not exists (
      select from ${sql.id(QUEUE_SCHEMA, 'jobs')} as job where job.queue_name = deliveries.key
        or job.key = deliveries.id)`,
  },
]

/**
 * @returns what the store holds and what is wrong with it
 * @throws TriageError `store-missing` when there is none, and others when it cannot be opened at all
 */
export async function checkStore({ path, url = null }: OpenStoreOptions): Promise<StoreCheck> {
  const { engine, update } = await opened(path, url)
  try {
    await requireStore(engine)
    await update()
    const tables: Record<string, number> = {}
    for (const { name } of await readTables(engine)) tables[name] = await countRows(engine, name)
    const findings: string[] = []
    for (const invariant of [...OF_EVERY_ENGINE, ...(url === null ? OF_SQLITE : OF_POSTGRES)]) {
      const count = await countBroken(engine, invariant)
      if (count > 0) findings.push(`${count} ${invariant.broken}`)
    }
    return { tables, findings }
  } catch (error) {
    throw error instanceof TriageError ? error : engine.unreadable(error)
  } finally {
    await engine.db.destroy()
  }
}

async function opened(path: string, url: string | null) {
  if (url === null) {
    const engine = openSqlite(path, true)
    return { engine, update: () => migrate(engine) }
  }
  const engine = await openPostgres(url)
  return { engine, update: () => migratePostgres(engine) }
}

async function countBroken({ db }: Engine, { rows }: Invariant): Promise<number> {
  const answer = await sql<{ count: number }>`select count(*) as count ${rows}`.execute(db as Kysely<Tables>)
  return answer.rows[0]?.count ?? 0
}
