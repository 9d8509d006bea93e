/** How the first answer on each issue ended. */
import type { Insertable, Kysely, Selectable } from 'kysely'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { idsOf, type RepositoryIds } from './repository-ids.ts'
import type { OutcomeRecord, Outcomes } from './stored-outcomes.ts'
import type { OutcomesTable } from './tables.ts'

type Database = Kysely<{ outcomes: OutcomesTable }>

export function createOutcomes(db: Database, ids: RepositoryIds): Outcomes {
  return {
    async keepOutcome(outcome) {
      const { repository, number, ...fields } = toRow(outcome, (await ids.forWriting(outcome.ref)).id)
      await db
        .insertInto('outcomes')
        .values({ repository, number, ...fields })
        .onConflict((conflict) => conflict.columns(['repository', 'number']).doUpdateSet(fields))
        .execute()
    },
    async outcomesIn(repository) {
      const repositories = repository === null ? await ids.all() : [await ids.find(repository)]
      const rows = await db
        .selectFrom('outcomes')
        .selectAll()
        .where('repository', 'in', idsOf(repositories))
        .orderBy('answered_at')
        .orderBy('number')
        .execute()
      const byId = new Map(repositories.map((it) => [it.id, it]))
      return rows.flatMap((row) => {
        const found = byId.get(row.repository)
        return found === undefined ? [] : [fromRow(row, found)]
      })
    },
  }
}

function toRow({ ref, ...it }: OutcomeRecord, repository: number): Insertable<OutcomesTable> {
  return {
    repository,
    number: ref.number,
    signature: it.signature,
    pack: it.pack,
    reporter: it.reporter,
    answered_at: it.answeredAt,
    read_at: it.readAt,
    grade: it.grade,
    cause: it.cause,
    who: it.who,
    remark: it.remark,
  }
}

function fromRow(row: Selectable<OutcomesTable>, { owner, repo }: KnownRepository): OutcomeRecord {
  return {
    ref: { owner, repo, number: row.number },
    signature: row.signature,
    pack: row.pack,
    reporter: row.reporter,
    answeredAt: row.answered_at,
    readAt: row.read_at,
    grade: row.grade,
    cause: row.cause,
    who: row.who,
    remark: row.remark,
  }
}
