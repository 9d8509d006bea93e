/** A store as a version wrote it that kept everything under the names of repositories. */
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Engine } from '../../../src/adapters/store/engine.ts'
import { STEPS } from '../../../src/adapters/store/migrations/steps.ts'
import { openPostgres } from '../../../src/adapters/store/postgres.ts'
import { openSqlite } from '../../../src/adapters/store/sqlite.ts'

const LAST_STEP = '0016-neighbours'
const AT = 1_795_000_000_000

/** Of acme/desktop something in every table, of acme/cli one decision. */
export async function makeOldStore({ path = '', url }: { path?: string; url?: string }): Promise<void> {
  const engine = url === undefined ? openSqlite(path) : await openPostgres(url)
  await migrateTo(LAST_STEP, engine)
  for (const row of ROWS) await sql.raw(`insert into ${row}`).execute(engine.db)
  await engine.db.destroy()
}

async function migrateTo(last: string, { db, spelling, schema }: Engine): Promise<void> {
  const known = Object.entries(STEPS).filter(([name]) => name <= last)
  const migrations = known.map(([name, step]): [string, Migration] => [name, { up: (it) => step.up(it, spelling) }])
  const provider = { getMigrations: async () => Object.fromEntries(migrations) }
  const place = schema === undefined ? {} : { migrationTableSchema: schema }
  const { error } = await new Migrator({ db: db as unknown as Kysely<unknown>, provider, ...place }).migrateToLatest()
  if (error !== undefined) throw error
}

const NAME = `'acme/desktop'`
const SPELLED = `'Acme', 'Desktop'`

const ROWS = [
  `decisions (position, repository, owner, repo, number, delivery, decision, reason, signature, confidence, evidence, pack, acts, at)
    values (3, ${NAME}, ${SPELLED}, 1, 'first', 'ask', 'unsure', null, 0.4, '[]', 'x', '[]', ${AT}),
      (7, ${NAME}, ${SPELLED}, 1, 'second', 'assert', 'sure', 'missing-scope', 0.97, '["a"]', 'x', '["b"]', ${AT + 1}),
      (9, 'acme/cli', 'acme', 'cli', 4, null, 'silent', 'not about it', null, 0, '[]', 'x', '[]', ${AT})`,
  `own_comments (repository, number, comment_id) values (${NAME}, 1, 4000000001), (${NAME}, 2, 4000000002)`,
  `verdicts (position, id, repository, owner, repo, number, kind, other_owner, other_repo, other_number, who, rights, origin, at)
    values (5, 'signal-acme/desktop#1/ann/easy', ${NAME}, ${SPELLED}, 1, 'signal', null, null, null, 'ann', 'anyone', 'command', ${AT}),
      (6, 'comment-7/duplicate', ${NAME}, ${SPELLED}, 2, 'duplicate-of', 'ACME', 'desktop', 1, 'ann', 'reporter', 'command', ${AT}),
      (8, 'comment-8/duplicate', ${NAME}, ${SPELLED}, 2, 'duplicate-of', 'initech', 'app', 1, 'ann', 'reporter', 'command', ${AT})`,
  `repository_settings (repository, source, text_hash, settings, problems, checked_at)
    values (${NAME}, 'repository', 'ab12', '{}', '[]', ${AT})`,
  `comment_turns (repository, number, author, at) values (${NAME}, 1, 'ann', ${AT})`,
  `reports (repository, number, revision, state, closed_as, closed_at, author, created_at, updated_at, reactions, digest)
    values (${NAME}, 1, 1, 'open', null, null, 'ann', ${AT}, ${AT}, 2, '{}'),
      (${NAME}, 2, 2, 'closed', 'completed', ${AT}, 'ben', ${AT}, ${AT}, 0, '{}')`,
  `report_counters (repository, epoch, revision, last_cluster, templates) values (${NAME}, 'e', 2, 4, '["# Steps"]')`,
  `matches (repository, number, other, probability, reasons) values (${NAME}, 2, 1, 0.9, '["same line"]')`,
  `cluster_ids (repository, number, cluster) values (${NAME}, 1, 4), (${NAME}, 2, 4)`,
  `backfills (repository, progress) values (${NAME}, 'page 3')`,
  'paces (installation, turn_of, next_at, held_until) values (1001, null, 5, 6)',
]
