/** Reads a repository's reports in pages, with their digests or without: what has changed, and what is new. */
import type { Kysely, Selectable } from 'kysely'
import { nextFreeTick } from '../tick-gate.ts'
import { numberBatches } from './number-batches.ts'
import type { ReportChanges, StoredIssue, StoredReport, StoredSummary } from './stored-reports.ts'
import type { ReportCountersTable, ReportsTable } from './tables.ts'

type Database = Kysely<{ reports: ReportsTable; report_counters: ReportCountersTable }>

/** Number of rows per page; a digest takes a few kilobytes. */
const PAGE_SIZE = 500
const ISSUE_COLUMNS = [
  'number',
  'state',
  'closed_as',
  'closed_at',
  'author',
  'created_at',
  'updated_at',
  'reactions',
] as const
const SUMMARY_COLUMNS = [...ISSUE_COLUMNS, 'summary'] as const

interface ReadPage {
  readonly repository: number
  /** Exclusive. */
  readonly after: number
}

/** A row's revision and state, and what it holds of the report. */
interface ChangedRow<T> {
  readonly revision: number
  readonly state: ReportsTable['state']
  readonly report: T
}

/**
 * @param readPage reads the rows of one page
 * @returns null when nothing has ever been stored
 */
export async function changesSince<T extends StoredSummary>(
  db: Database,
  page: ReadPage,
  readPage: (db: Database, page: ReadPage) => Promise<readonly ChangedRow<T>[]>,
): Promise<ReportChanges<T> | null> {
  // Reads the counter first, so that a report written in between is read now or by the next call.
  const counter = await db
    .selectFrom('report_counters')
    .select('epoch')
    .where('repository', '=', page.repository)
    .executeTakeFirst()
  if (counter === undefined) return null
  const rows = await readPage(db, page)
  return {
    epoch: counter.epoch,
    revision: rows.at(-1)?.revision ?? page.after,
    kept: rows.filter(({ state }) => state !== 'gone').map(({ report }) => report),
    gone: rows.filter(({ state }) => state === 'gone').map(({ report }) => report.number),
    more: rows.length === PAGE_SIZE,
  }
}

export async function readReports(db: Database, page: ReadPage): Promise<readonly ChangedRow<StoredReport>[]> {
  const rows = await pageOf(db, page).selectAll().execute()
  return rows.map((row) => ({ revision: row.revision, state: row.state, report: fromRow(row) }))
}

export async function readSummaries(db: Database, page: ReadPage): Promise<readonly ChangedRow<StoredSummary>[]> {
  const rows = await pageOf(db, page)
    .select([...SUMMARY_COLUMNS, 'revision'])
    .execute()
  return rows.map((row) => ({ revision: row.revision, state: row.state, report: summaryFromRow(row) }))
}

function pageOf(db: Database, { repository, after }: ReadPage) {
  return db
    .selectFrom('reports')
    .where('repository', '=', repository)
    .where('revision', '>', after)
    .orderBy('revision')
    .limit(PAGE_SIZE)
}

/** Which reports to read, newest first. */
interface NewestQuery {
  readonly repository: number
  /** Milliseconds since the epoch. */
  readonly since: number
  readonly most: number
}

export function newestReports(db: Database, query: NewestQuery): Promise<readonly StoredReport[]> {
  return readNewest(query, async (page) => (await newestOf(db, page).selectAll().execute()).map(fromRow))
}

export function newestSummaries(db: Database, query: NewestQuery): Promise<readonly StoredSummary[]> {
  return readNewest(query, async (page) =>
    (await newestOf(db, page).select(SUMMARY_COLUMNS).execute()).map(summaryFromRow),
  )
}

interface NewestPage {
  readonly repository: number
  readonly since: number
  readonly limit: number
  /** The report after which the page begins; null for the first page. */
  readonly after: Pick<StoredSummary, 'createdAt' | 'number'> | null
}

/** SQLite reads a page on this thread, so other work gets its turn before the next one. */
async function readNewest<T extends StoredSummary>(
  { repository, since, most }: NewestQuery,
  readPage: (page: NewestPage) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const found: T[] = []
  for (;;) {
    const limit = Math.min(PAGE_SIZE, most - found.length)
    const page = await readPage({ repository, since, limit, after: found.at(-1) ?? null })
    found.push(...page)
    if (page.length < PAGE_SIZE || found.length === most) return found
    await nextFreeTick()
  }
}

function newestOf(db: Database, { repository, since, limit, after }: NewestPage) {
  const existing = db
    .selectFrom('reports')
    .where('repository', '=', repository)
    .where('created_at', '>=', since)
    .where('state', '!=', 'gone')
  const rest =
    after === null
      ? existing
      : existing.where(({ or, and, eb }) =>
          or([
            eb('created_at', '<', after.createdAt),
            and([eb('created_at', '=', after.createdAt), eb('number', '<', after.number)]),
          ]),
        )
  return rest.orderBy('created_at', 'desc').orderBy('number', 'desc').limit(limit)
}

/** Which reports to read, ordered by number. */
interface NumberedQuery {
  readonly repository: number
  readonly numbers: readonly number[]
}

export function numberedReports(db: Database, query: NumberedQuery): Promise<readonly StoredReport[]> {
  return readNumbered(query, async (batch) =>
    (await numberedOf(db, query.repository, batch).selectAll().execute()).map(fromRow),
  )
}

export function numberedSummaries(db: Database, query: NumberedQuery): Promise<readonly StoredSummary[]> {
  return readNumbered(query, async (batch) =>
    (await numberedOf(db, query.repository, batch).select(SUMMARY_COLUMNS).execute()).map(summaryFromRow),
  )
}

export function numberedIssues(db: Database, query: NumberedQuery): Promise<readonly StoredIssue[]> {
  return readNumbered(query, async (batch) =>
    (await numberedOf(db, query.repository, batch).select(ISSUE_COLUMNS).execute()).map(issueFromRow),
  )
}

async function readNumbered<T>(
  { numbers }: NumberedQuery,
  readBatch: (batch: readonly number[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const found: T[] = []
  for (const batch of numberBatches(numbers)) found.push(...(await readBatch(batch)))
  return found
}

function numberedOf(db: Database, repository: number, numbers: readonly number[]) {
  return db
    .selectFrom('reports')
    .where('repository', '=', repository)
    .where('state', '!=', 'gone')
    .where('number', 'in', [...numbers])
    .orderBy('number')
}

export function fromRow(row: Selectable<ReportsTable>): StoredReport {
  return { ...summaryFromRow(row), digest: row.digest }
}

function summaryFromRow(row: Pick<Selectable<ReportsTable>, (typeof SUMMARY_COLUMNS)[number]>): StoredSummary {
  return { ...issueFromRow(row), summary: row.summary }
}

function issueFromRow(row: Pick<Selectable<ReportsTable>, (typeof ISSUE_COLUMNS)[number]>): StoredIssue {
  return {
    number: row.number,
    open: row.state === 'open',
    closedAs: row.closed_as,
    closedAt: row.closed_at,
    author: row.author,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    reactions: row.reactions,
  }
}
