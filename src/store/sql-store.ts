import type { Insertable, Kysely, Selectable } from 'kysely'
import type { IssueRef } from '../issue-ref.ts'
import type { DecisionRecord, Store } from './store.ts'
import type { DecisionsTable, Tables } from './tables.ts'

type MemoryTables = Pick<Tables, 'decisions' | 'own_comments'>

/**
 * The store over any SQL engine that kysely speaks.
 *
 * @param db a database whose schema is up to date; `close()` closes it
 */
export function createSqlStore(db: Kysely<MemoryTables>): Store {
  return {
    recordDecision: async (record) => {
      await db.insertInto('decisions').values(toRow(record)).execute()
    },
    decisions: (ref) => decisionsOn(db, ref),
    ownCommentId: (ref) => ownCommentId(db, ref),
    rememberComment: (ref, commentId) => rememberComment(db, { ref, commentId }),
    forgetRepository: (owner, repo) => forgetRepository(db, repositoryName(owner, repo)),
    close: () => db.destroy(),
  }
}

async function decisionsOn(db: Kysely<MemoryTables>, ref: IssueRef): Promise<readonly DecisionRecord[]> {
  const rows = await db
    .selectFrom('decisions')
    .selectAll()
    .where('repository', '=', repositoryName(ref.owner, ref.repo))
    .where('number', '=', ref.number)
    .orderBy('position')
    .execute()
  return rows.map(fromRow)
}

async function ownCommentId(db: Kysely<MemoryTables>, ref: IssueRef): Promise<number | null> {
  const row = await db
    .selectFrom('own_comments')
    .select('comment_id')
    .where('repository', '=', repositoryName(ref.owner, ref.repo))
    .where('number', '=', ref.number)
    .executeTakeFirst()
  return row?.comment_id ?? null
}

interface Remembered {
  readonly ref: IssueRef
  readonly commentId: number
}

async function rememberComment(db: Kysely<MemoryTables>, { ref, commentId }: Remembered): Promise<void> {
  await db
    .insertInto('own_comments')
    .values({ repository: repositoryName(ref.owner, ref.repo), number: ref.number, comment_id: commentId })
    .onConflict((conflict) => conflict.columns(['repository', 'number']).doUpdateSet({ comment_id: commentId }))
    .execute()
}

async function forgetRepository(db: Kysely<MemoryTables>, repository: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('decisions').where('repository', '=', repository).execute()
    await transaction.deleteFrom('own_comments').where('repository', '=', repository).execute()
  })
}

function repositoryName(owner: string, repo: string): string {
  return `${owner}/${repo}`.toLowerCase()
}

function toRow({ ref, evidence, acts, ...plain }: DecisionRecord): Insertable<DecisionsTable> {
  return {
    repository: repositoryName(ref.owner, ref.repo),
    owner: ref.owner,
    repo: ref.repo,
    number: ref.number,
    delivery: plain.delivery,
    decision: plain.decision,
    reason: plain.reason,
    signature: plain.signature,
    confidence: plain.confidence,
    evidence: JSON.stringify(evidence),
    pack: plain.pack,
    acts: JSON.stringify(acts),
    at: plain.at,
  }
}

function fromRow(row: Selectable<DecisionsTable>): DecisionRecord {
  return {
    ref: { owner: row.owner, repo: row.repo, number: row.number },
    delivery: row.delivery,
    decision: row.decision,
    reason: row.reason,
    signature: row.signature,
    confidence: row.confidence,
    evidence: JSON.parse(row.evidence) as string[],
    pack: row.pack,
    acts: JSON.parse(row.acts) as string[],
    at: row.at,
  }
}
