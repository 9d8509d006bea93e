import { type ColumnDefinitionBuilder, type Kysely, type RawBuilder, sql } from 'kysely'
import { localId } from '../local-id.ts'
import type { EngineSpelling } from './step.ts'

/**
 * What is kept about a repository belongs to its number instead of its name. Of what is there already nobody knows the
 * number: it comes under a local one, and is nobody's until GitHub shows whose it is (docs/decisions/0025).
 */
export async function up(db: Kysely<unknown>, engine: EngineSpelling): Promise<void> {
  await createRepositories(db)
  await nameRepositories(db)
  for (const index of INDEXES) await db.schema.dropIndex(index).execute()
  for (const [name, { columns, key }] of Object.entries(PLAIN)) {
    const lines = [OF_A_REPOSITORY, ...columns, `primary key (${key})`].join(', ')
    await sql`create table ${sql.table(`new_${name}`)} (${sql.raw(lines)})`.execute(db)
    await moveRows(db, name, { columns: columns.map(nameOf) })
  }
  await rebuildDecisions(db, engine)
  await rebuildVerdicts(db, engine)
  for (const [name, { table, columns, unique }] of Object.entries(NEW_INDEXES)) {
    const index = db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
    await (unique ? index.unique() : index).execute()
  }
}

async function createRepositories(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('repositories')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('owner_id', 'bigint')
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addColumn('refused_for', 'bigint')
    .execute()
  await db.schema.createIndex('repositories_name').on('repositories').columns(['name', 'seen_at']).execute()
  await db.schema.createIndex('repositories_owner').on('repositories').column('owner_id').execute()
}

const INDEXES = [
  ...['decisions_issue', 'decisions_asserts', 'verdicts_issue', 'verdicts_other', 'verdicts_kind'],
  ...['reports_revision', 'matches_other'],
]

interface NewIndex {
  readonly table: string
  readonly columns: readonly string[]
  readonly unique?: boolean
}

const NEW_INDEXES: Readonly<Record<string, NewIndex>> = {
  decisions_issue: { table: 'decisions', columns: ['repository', 'number', 'position'] },
  decisions_asserts: {
    table: 'decisions',
    columns: ['repository', 'decision', 'pack', 'number', 'signature', 'at'],
  },
  // What people say is named by issue and words, which may be the same in two repositories.
  verdicts_once: { table: 'verdicts', columns: ['repository', 'id'], unique: true },
  verdicts_issue: { table: 'verdicts', columns: ['repository', 'number', 'position'] },
  verdicts_other: { table: 'verdicts', columns: ['repository', 'other_number'] },
  verdicts_kind: { table: 'verdicts', columns: ['repository', 'kind'] },
  reports_revision: { table: 'reports', columns: ['repository', 'revision'], unique: true },
  matches_other: { table: 'matches', columns: ['repository', 'other'] },
}

const OF_A_REPOSITORY = 'repository bigint not null references repositories (id) on update cascade on delete cascade'

interface PlainTable {
  /** Without the first, the repository. */
  readonly columns: readonly string[]
  readonly key: string
}

const OF_AN_ISSUE = 'repository, number'

const PLAIN: Readonly<Record<string, PlainTable>> = {
  own_comments: { key: OF_AN_ISSUE, columns: ['number integer not null', 'comment_id bigint not null'] },
  comment_turns: {
    key: OF_AN_ISSUE,
    columns: ['number integer not null', 'author text not null', 'at bigint not null'],
  },
  cluster_ids: { key: OF_AN_ISSUE, columns: ['number integer not null', 'cluster bigint not null'] },
  matches: {
    key: 'repository, number, other',
    columns: [
      ...['number integer not null', 'other integer not null'],
      ...['probability double precision not null', 'reasons text not null'],
    ],
  },
  reports: {
    key: OF_AN_ISSUE,
    columns: [
      ...['number integer not null', 'revision bigint not null', 'state text not null', 'closed_as text'],
      ...['closed_at bigint', 'author text not null', 'created_at bigint not null', 'updated_at bigint not null'],
      ...['reactions integer not null', 'digest text not null'],
    ],
  },
  report_counters: {
    key: 'repository',
    columns: [
      ...['epoch text not null', 'revision bigint not null', 'last_cluster bigint not null'],
      "templates text not null default '[]'",
    ],
  },
  repository_settings: {
    key: 'repository',
    columns: [
      ...['source text not null', 'text_hash text', 'settings text', 'problems text not null'],
      'checked_at bigint not null',
    ],
  },
  backfills: { key: 'repository', columns: ['progress text not null'] },
}

/** By name, with its spelling where a table has it. */
async function nameRepositories(db: Kysely<unknown>): Promise<void> {
  const spelled = ['decisions', 'verdicts'].map((table) => sql`select repository, owner, repo from ${sql.table(table)}`)
  const plain = Object.keys(PLAIN).map((table) => sql`select repository, null, null from ${sql.table(table)}`)
  const { rows } = await sql<{ name: string; owner: string | null; repo: string | null }>`
    select repository as name, max(owner) as owner, max(repo) as repo
    from (${sql.join([...spelled, ...plain], sql` union `)}) as named group by repository`.execute(db)
  for (const { name, owner, repo } of rows) {
    const [first = '', second = ''] = name.split('/')
    const ref = { owner: owner ?? first, repo: repo ?? second }
    await sql`insert into repositories (id, name, owner, repo, seen_at)
      values (${localId(ref)}, ${name}, ${ref.owner}, ${ref.repo}, 0)`.execute(db)
  }
}

const toRepository = (column: ColumnDefinitionBuilder) =>
  column.notNull().references('repositories.id').onUpdate('cascade').onDelete('cascade')

async function rebuildDecisions(db: Kysely<unknown>, engine: EngineSpelling): Promise<void> {
  await db.schema
    .createTable('new_decisions')
    .addColumn('position', engine.counterType, engine.counter)
    .addColumn('repository', 'bigint', toRepository)
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('delivery', 'text')
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('signature', 'text')
    .addColumn('confidence', 'double precision', (column) => column.notNull())
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addColumn('pack', 'text', (column) => column.notNull())
    .addColumn('acts', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('question', 'text')
    .addColumn('undo', 'text')
    .execute()
  const columns = [
    ...['number', 'delivery', 'decision', 'reason', 'signature', 'confidence', 'evidence', 'pack', 'acts', 'at'],
    ...['question', 'undo'],
  ]
  await moveRows(db, 'decisions', { columns, isCounted: true })
}

async function rebuildVerdicts(db: Kysely<unknown>, engine: EngineSpelling): Promise<void> {
  await db.schema
    .createTable('new_verdicts')
    .addColumn('position', engine.counterType, engine.counter)
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('repository', 'bigint', toRepository)
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('other_owner', 'text')
    .addColumn('other_repo', 'text')
    .addColumn('other_number', 'integer')
    .addColumn('signature', 'text')
    .addColumn('signature_version', 'integer')
    .addColumn('step', 'integer')
    .addColumn('detail', 'text')
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('rights', 'text', (column) => column.notNull())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  const isHere = sql`lower(old.other_owner || '/' || old.other_repo) = old.repository`
  const changed = {
    id: sql`replace(old.id, 'signal-' || old.repository || '#', 'signal-#')`,
    other_owner: sql`case when ${isHere} then null else old.other_owner end`,
    other_repo: sql`case when ${isHere} then null else old.other_repo end`,
  }
  const columns = [
    ...['number', 'kind', 'other_number', 'signature', 'signature_version', 'step', 'detail', 'who', 'rights'],
    ...['origin', 'at'],
  ]
  await moveRows(db, 'verdicts', { columns, changed, isCounted: true })
}

interface Moved {
  /** Copied as they are. */
  readonly columns: readonly string[]
  readonly changed?: Readonly<Record<string, RawBuilder<unknown>>>
  /** Whether a column counts the rows up, whose order has to stay. */
  readonly isCounted?: boolean
}

async function moveRows(
  db: Kysely<unknown>,
  name: string,
  { columns, changed = {}, isCounted = false }: Moved,
): Promise<void> {
  const into = ['repository', ...columns, ...Object.keys(changed)].map((column) => sql.ref(column))
  const from = [sql`repositories.id`, ...columns.map((column) => sql.ref(`old.${column}`)), ...Object.values(changed)]
  await sql`insert into ${sql.table(`new_${name}`)} (${sql.join(into)}) select ${sql.join(from)}
    from ${sql.table(name)} as old join repositories on repositories.name = old.repository
    ${isCounted ? sql`order by old.position` : sql``}`.execute(db)
  await db.schema.dropTable(name).execute()
  await db.schema.alterTable(`new_${name}`).renameTo(name).execute()
}

function nameOf(column: string): string {
  return column.split(' ')[0] as string
}
