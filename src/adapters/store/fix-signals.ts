/** What was noticed about the fixes of failures: releases, merged changes, and reporters' words about versions. */
import type { Kysely, Selectable } from 'kysely'
import type { FixSignal } from '../../core/fixes/fix-signal.ts'
import { raiseRevision } from './reports.ts'
import type { RepositoryIds } from './repository-ids.ts'
import type { FixSignals } from './stored-fixes.ts'
import type { FixSignalsTable, ReportCountersTable, ShownFixesTable } from './tables.ts'

type Database = Kysely<{
  fix_signals: FixSignalsTable
  shown_fixes: ShownFixesTable
  report_counters: ReportCountersTable
}>

export function createFixSignals(db: Database, ids: RepositoryIds): FixSignals {
  return {
    async keepFixSignals(ref, source, signals) {
      const key = { repository: (await ids.forWriting(ref)).id, number: ref.number, source }
      const rows = signals.map(({ version, ...fields }) => ({ ...key, version: version ?? '', ...fields }))
      await db.transaction().execute(async (transaction) => {
        // First, as every other writer does: transactions that lock the counter and a signal in turn would block each other.
        await raiseRevision(transaction, key.repository, 1)
        await transaction
          .deleteFrom('fix_signals')
          .where('repository', '=', key.repository)
          .where('number', '=', key.number)
          .where('source', '=', source)
          .execute()
        if (rows.length > 0) await transaction.insertInto('fix_signals').values(rows).execute()
      })
    },
    async fixSignalsIn(repository) {
      const rows = await db
        .selectFrom('fix_signals')
        .selectAll()
        .where('repository', '=', (await ids.find(repository)).id)
        .orderBy('at')
        .orderBy('number')
        .orderBy('source')
        .orderBy('version')
        .execute()
      return rows.map(fromRow)
    },
    async keepShownFix(ref, digest) {
      const { id } = await ids.forWriting(ref)
      await db
        .insertInto('shown_fixes')
        .values({ repository: id, number: ref.number, digest })
        .onConflict((conflict) => conflict.columns(['repository', 'number']).doUpdateSet({ digest }))
        .execute()
    },
    async shownFix(ref) {
      const row = await db
        .selectFrom('shown_fixes')
        .select('digest')
        .where('repository', '=', (await ids.find(ref)).id)
        .where('number', '=', ref.number)
        .executeTakeFirst()
      return row?.digest ?? null
    },
  }
}

function fromRow({ number, source, version, kind, who, comment, url, at }: Selectable<FixSignalsTable>): FixSignal {
  return { number, source, version: version === '' ? null : version, kind, who, comment, url, at }
}
