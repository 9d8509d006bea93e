/** The cluster of each report. Cluster ids are stable and never reused. */

import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { ClusterNumbering } from '../../core/duplicates/clusters.ts'
import type { RepositoryIds } from './repository-ids.ts'
import type { ClusterIds } from './stored-reports.ts'
import type { ClusterIdsTable, ReportCountersTable } from './tables.ts'

interface ClusterTables {
  cluster_ids: ClusterIdsTable
  report_counters: ReportCountersTable
}

/** Number of rows per statement; engines limit the number of parameters. */
const BATCH_SIZE = 500

export function createClusterIds(db: Kysely<ClusterTables>, ids: RepositoryIds): ClusterIds {
  return {
    async assignClusters(ref, assign) {
      const { id } = await ids.forWriting(ref)
      return db.transaction().execute((transaction) => assignIn(transaction, id, assign))
    },
  }
}

/** Returns the cluster ids as they were last stored. */
export async function readClusterIds(db: Kysely<ClusterTables>, repository: number): Promise<ClusterNumbering> {
  const counter = await db
    .selectFrom('report_counters')
    .select('last_cluster')
    .where('repository', '=', repository)
    .executeTakeFirst()
  return { ids: await membership(db, repository), last: counter?.last_cluster ?? 0 }
}

async function membership(db: Kysely<ClusterTables>, repository: number): Promise<ReadonlyMap<number, number>> {
  const rows = await db.selectFrom('cluster_ids').selectAll().where('repository', '=', repository).execute()
  return new Map(rows.map(({ number, cluster }) => [number, cluster]))
}

async function assignIn(
  transaction: Transaction<ClusterTables>,
  repository: number,
  assign: Parameters<ClusterIds['assignClusters']>[1],
): Promise<ClusterNumbering> {
  const last = await lockCounter(transaction, repository)
  const before = await membership(transaction, repository)
  const after = assign({ ids: before, last })
  await writeChanges(transaction, { repository, before, after: after.ids })
  if (after.last !== last) {
    const counter = transaction.updateTable('report_counters').set({ last_cluster: after.last })
    await counter.where('repository', '=', repository).execute()
  }
  return after
}

/** Rewriting the row unchanged locks out other processes until the transaction ends, on every engine. */
async function lockCounter(transaction: Transaction<ClusterTables>, repository: number): Promise<number> {
  const { last_cluster } = await transaction
    .insertInto('report_counters')
    .values({ repository, epoch: randomUUID(), revision: 0, last_cluster: 0 })
    .onConflict((conflict) => conflict.column('repository').doUpdateSet({ repository }))
    .returning('last_cluster')
    .executeTakeFirstOrThrow()
  return last_cluster
}

interface Changes {
  readonly repository: number
  readonly before: ReadonlyMap<number, number>
  readonly after: ReadonlyMap<number, number>
}

async function writeChanges(transaction: Transaction<ClusterTables>, { repository, before, after }: Changes) {
  const removed = [...before.keys()].filter((number) => !after.has(number))
  const changed = [...after].filter(([number, cluster]) => before.get(number) !== cluster)
  for (let at = 0; at < removed.length; at += BATCH_SIZE) {
    const deletion = transaction.deleteFrom('cluster_ids').where('repository', '=', repository)
    await deletion.where('number', 'in', removed.slice(at, at + BATCH_SIZE)).execute()
  }
  for (let at = 0; at < changed.length; at += BATCH_SIZE) {
    const rows = changed.slice(at, at + BATCH_SIZE).map(([number, cluster]) => ({ repository, number, cluster }))
    await transaction
      .insertInto('cluster_ids')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['repository', 'number'])
          .doUpdateSet((update) => ({ cluster: update.ref('excluded.cluster') })),
      )
      .execute()
  }
}
