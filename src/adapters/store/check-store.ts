/** Checks a store's invariants. The operator and the tests use the same list of invariants. */
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

/** Result of a check. */
export interface StoreCheck {
  /** Number of rows in each table. */
  readonly tables: Readonly<Record<string, number>>
  /** One phrase for each violated invariant; empty when there is none. */
  readonly findings: readonly string[]
}

interface Invariant {
  /** Printed after the number of rows that violate it. */
  readonly violation: string
  readonly rows: RawBuilder<unknown>
}

const COMMON_INVARIANTS: readonly Invariant[] = [
  {
    violation: 'deliveries have an unknown state',
    rows: sql`from deliveries where state not in ('waiting', 'claimed', 'done', 'parked')`,
  },
  {
    violation: 'done deliveries still hold a payload, a key or a reason',
    rows: sql`from deliveries where state = 'done' and (payload is not null or key <> '' or reason is not null)`,
  },
  {
    violation: 'deliveries that are not done have no payload or no key',
    rows: sql`from deliveries where state <> 'done' and (payload is null or key = '')`,
  },
  {
    violation: 'claimed deliveries name no process',
    rows: sql`from deliveries where state = 'claimed' and claimed_by is null`,
  },
  {
    violation: 'deliveries that are not claimed name a process',
    rows: sql`from deliveries where state <> 'claimed' and claimed_by is not null`,
  },
  {
    violation: 'parked deliveries have no reason',
    rows: sql`from deliveries where state = 'parked' and reason is null`,
  },
  {
    violation: 'repositories have a lookup name that differs from their name',
    rows: sql`from repositories where name <> lower(owner || '/' || repo)`,
  },
  {
    violation: 'issues have more than one claimed delivery',
    rows: sql`from (select key from deliveries where state = 'claimed' group by key having count(*) > 1) as doubled`,
  },
]

const SQLITE_INVARIANTS: readonly Invariant[] = [
  { violation: 'places in the file are damaged', rows: sql`from pragma_integrity_check where integrity_check <> 'ok'` },
  { violation: 'rows refer to missing rows', rows: sql`from pragma_foreign_key_check` },
]

const POSTGRES_INVARIANTS: readonly Invariant[] = [
  {
    violation: 'waiting deliveries have no job',
    rows: sql`from deliveries where state = 'waiting' and not exists (
      select from ${sql.id(QUEUE_SCHEMA, 'jobs')} as job where job.queue_name = deliveries.key
        or job.key = deliveries.id)`,
  },
]

/**
 * Counts the rows in a store and checks its invariants.
 * @throws TriageError `store-missing` when there is no store, `store-unreadable` or `store-too-new` when it cannot be
 *   opened
 */
export async function checkStore({ path, url = null }: OpenStoreOptions): Promise<StoreCheck> {
  const { engine, update } = await openEngine(path, url)
  try {
    await requireStore(engine)
    await update()
    const tables: Record<string, number> = {}
    for (const { name } of await readTables(engine)) tables[name] = await countRows(engine, name)
    const findings: string[] = []
    for (const invariant of [...COMMON_INVARIANTS, ...(url === null ? SQLITE_INVARIANTS : POSTGRES_INVARIANTS)]) {
      const count = await countViolations(engine, invariant)
      if (count > 0) findings.push(`${count} ${invariant.violation}`)
    }
    return { tables, findings }
  } catch (error) {
    throw error instanceof TriageError ? error : engine.unreadable(error)
  } finally {
    await engine.db.destroy()
  }
}

async function openEngine(path: string, url: string | null) {
  if (url === null) {
    const engine = openSqlite(path, true)
    return { engine, update: () => migrate(engine) }
  }
  const engine = await openPostgres(url)
  return { engine, update: () => migratePostgres(engine) }
}

async function countViolations({ db }: Engine, { rows }: Invariant): Promise<number> {
  const result = await sql<{ count: number }>`select count(*) as count ${rows}`.execute(db as Kysely<Tables>)
  return result.rows[0]?.count ?? 0
}
