/** What was decided on each issue, for the audit. */
import type { Insertable, Kysely, Selectable } from 'kysely'
import type { IssueRef } from '../issue-ref.ts'
import { repositoryName } from './repository-name.ts'
import type { AssertRecord, AssertsWithin, DecisionRecord, Decisions, Undo } from './store.ts'
import type { DecisionsTable } from './tables.ts'

type Database = Kysely<{ decisions: DecisionsTable }>

export function createDecisions(db: Database): Decisions {
  return {
    recordDecision: async (record) => {
      await db.insertInto('decisions').values(toRow(record)).execute()
    },
    decisions: (ref) => decisionsOn(db, ref),
    asserts: (within) => asserts(db, within),
  }
}

async function decisionsOn(db: Database, ref: IssueRef): Promise<readonly DecisionRecord[]> {
  const rows = await db
    .selectFrom('decisions')
    .selectAll()
    .where('repository', '=', repositoryName(ref.owner, ref.repo))
    .where('number', '=', ref.number)
    .orderBy('position')
    .execute()
  return rows.map(fromRow)
}

async function asserts(db: Database, within?: AssertsWithin): Promise<readonly AssertRecord[]> {
  const named = db.selectFrom('decisions').where('decision', '=', 'assert').where('signature', 'is not', null)
  const { owner = '', repo = '' } = within?.repository ?? {}
  const chosen = within
    ? named.where('repository', '=', repositoryName(owner, repo)).where('pack', '=', within.pack)
    : named
  const rows = await chosen
    .select(['repository', 'number', 'signature'])
    .select((the) => the.fn.min('at').as('at'))
    .groupBy(['repository', 'number', 'signature'])
    .orderBy('at')
    .execute()
  return rows.map(({ repository, number, signature, at }) => {
    const [owner = '', repo = ''] = repository.split('/')
    return { ref: { owner, repo, number }, signature: signature ?? '', at: Number(at) }
  })
}

function toRow({ ref, evidence, acts, undo, ...plain }: DecisionRecord): Insertable<DecisionsTable> {
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
    question: plain.question ?? null,
    undo: undo === undefined ? null : JSON.stringify(undo),
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
    ...(row.question !== null && { question: row.question }),
    ...(row.undo !== null && { undo: JSON.parse(row.undo) as Undo }),
  }
}
