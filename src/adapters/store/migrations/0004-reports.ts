import type { Kysely } from 'kysely'

/** What is kept of reports to find those of one cause: derived and redacted. Text of issues has no column here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addReports(db)
  await db.schema
    .createTable('report_counters')
    .addColumn('repository', 'text', (column) => column.primaryKey())
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('last_cluster', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('matches')
    .addColumn('repository', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('other', 'integer', (column) => column.notNull())
    .addColumn('probability', 'double precision', (column) => column.notNull())
    .addColumn('reasons', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('matches_pair', ['repository', 'number', 'other'])
    .execute()
  await db.schema
    .createTable('cluster_ids')
    .addColumn('repository', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('cluster', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('cluster_ids_report', ['repository', 'number'])
    .execute()
  await db.schema
    .createTable('backfills')
    .addColumn('repository', 'text', (column) => column.primaryKey())
    .addColumn('progress', 'text', (column) => column.notNull())
    .execute()
}

async function addReports(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reports')
    .addColumn('repository', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('closed_as', 'text')
    .addColumn('closed_at', 'bigint')
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('reactions', 'integer', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('reports_issue', ['repository', 'number'])
    .execute()
  await db.schema.createIndex('reports_revision').on('reports').columns(['repository', 'revision']).unique().execute()
}
