/** Decisions on each issue, for the audit. */
import type { Insertable, Kysely, Selectable } from 'kysely'
import type { IssueRef, KnownRepository } from '../../core/issue-ref.ts'
import { idsOf, type RepositoryIds } from './repository-ids.ts'
import type {
  AssertRecord,
  AssertsWithin,
  DecisionRecord,
  Decisions,
  RecordedDecisions,
  Undo,
} from './stored-decisions.ts'
import type { DecisionsTable } from './tables.ts'

type Database = Kysely<{ decisions: DecisionsTable }>

/** Number of decisions per page. */
const PAGE_SIZE = 1_000

export function createDecisions(db: Database, ids: RepositoryIds): Decisions {
  return {
    recordDecision: async (record) => {
      const { id } = await ids.forWriting(record.ref)
      await db.insertInto('decisions').values(toRow(record, id)).execute()
    },
    decisions: async (ref) => decisionsOn(db, await ids.find(ref), ref.number),
    dropEarlierComments: async (ref, before = Number.MAX_SAFE_INTEGER) =>
      dropEarlierComments(db, { repository: (await ids.find(ref)).id, number: ref.number, before }),
    asserts: (within) => asserts(db, ids, within),
    decisionsAfter: async (repository, position) => decisionsAfter(db, await ids.find(repository), position),
  }
}

async function decisionsOn(
  db: Database,
  { id, owner, repo }: KnownRepository,
  number: number,
): Promise<readonly DecisionRecord[]> {
  const rows = await db
    .selectFrom('decisions')
    .selectAll()
    .where('repository', '=', id)
    .where('number', '=', number)
    .orderBy('position')
    .execute()
  return rows.map((row) => fromRow(row, { owner, repo, number }))
}

interface EarlierThan {
  readonly repository: number
  readonly number: number
  readonly before: number
}

async function dropEarlierComments(db: Database, { repository, number, before }: EarlierThan): Promise<void> {
  const rows = await db
    .selectFrom('decisions')
    .select(['position', 'undo'])
    .where('repository', '=', repository)
    .where('number', '=', number)
    .where('at', '<', before)
    .where('undo', 'is not', null)
    .execute()
  for (const { position, undo } of rows) {
    const { comment, ...rest } = JSON.parse(undo as string) as Undo
    if (comment === null || comment.before === null) continue
    const kept: Undo = { ...rest, comment: { ...comment, before: null } }
    await db
      .updateTable('decisions')
      .set({ undo: JSON.stringify(kept) })
      .where('position', '=', position)
      .execute()
  }
}

async function decisionsAfter(
  db: Database,
  { id, owner, repo }: KnownRepository,
  position: number,
): Promise<RecordedDecisions> {
  // Reads the end first: a decision that is recorded in between is read now or by the next call.
  const { last } = await db
    .selectFrom('decisions')
    .select((select) => select.fn.max('position').as('last'))
    .executeTakeFirstOrThrow()
  if (Number(last ?? 0) <= position) return { decisions: [], position, more: false }
  const rows = await db
    .selectFrom('decisions')
    .selectAll()
    .where('repository', '=', id)
    .where('position', '>', position)
    .orderBy('position')
    .limit(PAGE_SIZE)
    .execute()
  const more = rows.length === PAGE_SIZE
  const end = rows.at(-1)?.position ?? position
  return {
    decisions: rows.map((row) => fromRow(row, { owner, repo, number: row.number })),
    position: more ? end : Math.max(end, Number(last)),
    more,
  }
}

async function asserts(db: Database, ids: RepositoryIds, within?: AssertsWithin): Promise<readonly AssertRecord[]> {
  const repositories = within ? [await ids.find(within.repository)] : await ids.all()
  const all = db.selectFrom('decisions').where('decision', '=', 'assert').where('signature', 'is not', null)
  const chosen = within
    ? all.where('repository', '=', repositories[0]?.id ?? 0).where('pack', '=', within.pack)
    : all.where('repository', 'in', idsOf(repositories))
  const rows = await chosen
    .select(['repository', 'number', 'discussion', 'signature'])
    .select((eb) => eb.fn.min('at').as('at'))
    .groupBy(['repository', 'number', 'discussion', 'signature'])
    .orderBy('at')
    .execute()
  const byId = new Map(repositories.map((repository) => [repository.id, repository]))
  return rows.flatMap(({ repository: id, number, discussion, signature, at }) => {
    const found = byId.get(id)
    if (found === undefined) return []
    const { owner, repo } = found
    const isDiscussion = discussion === 1
    return [
      { ref: { owner, repo, number }, repositoryId: id, isDiscussion, signature: signature ?? '', at: Number(at) },
    ]
  })
}

function toRow(
  { ref, evidence, acts, undo, ...plain }: DecisionRecord,
  repository: number,
): Insertable<DecisionsTable> {
  return {
    repository,
    number: ref.number,
    discussion: plain.isDiscussion === true ? 1 : 0,
    delivery: plain.delivery,
    decision: plain.decision,
    reason: plain.reason,
    signature: plain.signature,
    confidence: plain.confidence,
    evidence: JSON.stringify(evidence),
    pack: plain.pack,
    acts: JSON.stringify(acts),
    at: plain.at,
    question: plain.question ?? null,
    undo: undo === undefined ? null : JSON.stringify(undo),
  }
}

function fromRow(row: Selectable<DecisionsTable>, ref: IssueRef): DecisionRecord {
  return {
    ref,
    delivery: row.delivery,
    decision: row.decision,
    reason: row.reason,
    signature: row.signature,
    confidence: row.confidence,
    evidence: JSON.parse(row.evidence) as string[],
    pack: row.pack,
    acts: JSON.parse(row.acts) as string[],
    at: row.at,
    ...(row.discussion === 1 && { isDiscussion: true }),
    ...(row.question !== null && { question: row.question }),
    ...(row.undo !== null && { undo: JSON.parse(row.undo) as Undo }),
  }
}
