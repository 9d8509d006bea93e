/** What was decided on each issue, for the audit. */
import type { Insertable, Kysely, Selectable } from 'kysely'
import type { IssueRef } from '../issue-ref.ts'
import { repositoryName } from './repository-name.ts'
import type { DecisionRecord, Decisions } from './store.ts'
import type { DecisionsTable } from './tables.ts'

type Database = Kysely<{ decisions: DecisionsTable }>

export function createDecisions(db: Database): Decisions {
  return {
    recordDecision: async (record) => {
      await db.insertInto('decisions').values(toRow(record)).execute()
    },
    decisions: (ref) => decisionsOn(db, ref),
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
