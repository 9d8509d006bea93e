/** Stored reports, with revisions that let an in-memory index catch up. */
import { randomUUID } from 'node:crypto'
import type { Insertable, Kysely, Transaction } from 'kysely'
import {
  changesSince,
  fromRow,
  newestReports,
  newestSummaries,
  numberedIssues,
  numberedReports,
  numberedSummaries,
  readReports,
  readSummaries,
} from './report-pages.ts'
import type { RepositoryIds } from './repository-ids.ts'
import type { Reports, StoredReport } from './stored-reports.ts'
import type { FixSignalsTable, MatchesTable, ReportCountersTable, ReportsTable, ShownFixesTable } from './tables.ts'

interface ReportTables {
  reports: ReportsTable
  report_counters: ReportCountersTable
  matches: MatchesTable
  fix_signals: FixSignalsTable
  shown_fixes: ShownFixesTable
}
type Database = Kysely<ReportTables>

/** Number of rows per statement; engines limit the number of parameters. */
const BATCH_SIZE = 100

export function createReports(db: Database, ids: RepositoryIds): Reports {
  return {
    keepReports: async (repository, reports) => keepReports(db, (await ids.forWriting(repository)).id, reports),
    dropReport: async (ref) => dropReport(db, (await ids.forWriting(ref)).id, ref.number),
    reportsSince: async (repository, revision) =>
      changesSince(db, { repository: (await ids.find(repository)).id, after: revision }, readReports),
    summariesSince: async (repository, revision) =>
      changesSince(db, { repository: (await ids.find(repository)).id, after: revision }, readSummaries),
    reportsNumbered: async (repository, numbers) =>
      numberedReports(db, { repository: (await ids.find(repository)).id, numbers }),
    summariesNumbered: async (repository, numbers) =>
      numberedSummaries(db, { repository: (await ids.find(repository)).id, numbers }),
    issuesNumbered: async (repository, numbers) =>
      numberedIssues(db, { repository: (await ids.find(repository)).id, numbers }),
    async lastRevision(repository) {
      const { id } = await ids.find(repository)
      const counter = db.selectFrom('report_counters').select(['epoch', 'revision']).where('repository', '=', id)
      return (await counter.executeTakeFirst()) ?? null
    },
    reportsCreatedSince: async (repository, since, most) =>
      newestReports(db, { repository: (await ids.find(repository)).id, since, most }),
    summariesCreatedSince: async (repository, since, most) =>
      newestSummaries(db, { repository: (await ids.find(repository)).id, since, most }),
    countReports: async (repository) => countReports(db, (await ids.find(repository)).id),
    async oldestReports(repository, most) {
      const { id } = await ids.find(repository)
      return (await existingReports(db, id).limit(most).execute()).map(fromRow)
    },
  }
}

async function keepReports(db: Database, repository: number, given: readonly StoredReport[]): Promise<void> {
  // One statement must not name a row twice; the last version of a report wins.
  const reports = [...new Map(given.map((report) => [report.number, report])).values()]
  if (reports.length === 0) return
  await db.transaction().execute(async (transaction) => {
    const last = await raiseRevision(transaction, repository, reports.length)
    const first = last - reports.length + 1
    const rows = reports.map((report, at) => ({ repository, revision: first + at, ...toRow(report) }))
    for (let at = 0; at < rows.length; at += BATCH_SIZE) await upsert(transaction, rows.slice(at, at + BATCH_SIZE))
  })
}

/**
 * The counter's row stays locked until the transaction ends. Therefore, the next revision commits later, and an index
 * that has seen a revision has seen all earlier ones, even on engines with concurrent transactions.
 */
export async function raiseRevision(
  transaction: Transaction<Pick<ReportTables, 'report_counters'>>,
  repository: number,
  by: number,
): Promise<number> {
  const { revision } = await transaction
    .insertInto('report_counters')
    .values({ repository, epoch: randomUUID(), revision: by, last_cluster: 0 })
    .onConflict((conflict) =>
      conflict
        .column('repository')
        .doUpdateSet((update) => ({ revision: update('report_counters.revision', '+', update.val(by)) })),
    )
    .returning('revision')
    .executeTakeFirstOrThrow()
  return revision
}

async function upsert(transaction: Transaction<ReportTables>, rows: readonly Insertable<ReportsTable>[]) {
  await transaction
    .insertInto('reports')
    .values([...rows])
    .onConflict((conflict) =>
      conflict
        .columns(['repository', 'number'])
        .doUpdateSet((update) => ({
          revision: update.ref('excluded.revision'),
          state: update.ref('excluded.state'),
          closed_as: update.ref('excluded.closed_as'),
          closed_at: update.ref('excluded.closed_at'),
          author: update.ref('excluded.author'),
          created_at: update.ref('excluded.created_at'),
          updated_at: update.ref('excluded.updated_at'),
          reactions: update.ref('excluded.reactions'),
          summary: update.ref('excluded.summary'),
          digest: update.ref('excluded.digest'),
        }))
        .whereRef('excluded.updated_at', '>=', 'reports.updated_at'),
    )
    .execute()
}

async function dropReport(db: Database, repository: number, number: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const revision = await raiseRevision(transaction, repository, 1)
    await transaction
      .updateTable('reports')
      .set({
        revision,
        state: 'gone',
        author: '',
        summary: '',
        digest: '',
        reactions: 0,
        closed_as: null,
        closed_at: null,
      })
      .where('repository', '=', repository)
      .where('number', '=', number)
      .execute()
    await transaction
      .deleteFrom('matches')
      .where('repository', '=', repository)
      .where((where) => where.or([where('number', '=', number), where('other', '=', number)]))
      .execute()
    for (const table of ['fix_signals', 'shown_fixes'] as const) {
      await transaction.deleteFrom(table).where('repository', '=', repository).where('number', '=', number).execute()
    }
  })
}

async function countReports(db: Database, repository: number): Promise<number> {
  const { count } = await db
    .selectFrom('reports')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('repository', '=', repository)
    .where('state', '!=', 'gone')
    .executeTakeFirstOrThrow()
  return count
}

function existingReports(db: Database, repository: number) {
  return db
    .selectFrom('reports')
    .selectAll()
    .where('repository', '=', repository)
    .where('state', '!=', 'gone')
    .orderBy('number')
}

function toRow(report: StoredReport): Omit<Insertable<ReportsTable>, 'repository' | 'revision'> {
  return {
    number: report.number,
    state: report.open ? 'open' : 'closed',
    closed_as: report.closedAs,
    closed_at: report.closedAt,
    author: report.author,
    created_at: report.createdAt,
    updated_at: report.updatedAt,
    reactions: report.reactions,
    summary: report.summary,
    digest: report.digest,
  }
}
