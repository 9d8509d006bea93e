/**
 * Deletes what was derived from an issue: when the issue is gone, and when it has been stored for longer than a
 * repository's settings allow.
 */
import type { Kysely } from 'kysely'
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'
import { createDecisions } from './decisions.ts'
import { dropFromDrafts } from './drafts.ts'
import { createReports } from './reports.ts'
import type { RepositoryIds } from './repository-ids.ts'
import type { Expiry } from './store.ts'
import type { StoreTables } from './tables.ts'

type Database = Kysely<StoreTables>

/** How many issues are read from the store at once. */
const AT_ONCE = 200

export function createExpiry(db: Database, ids: RepositoryIds): Expiry {
  const reports = createReports(db, ids)
  const decisions = createDecisions(db, ids)
  return {
    async forgetIssue(ref: IssueRef): Promise<void> {
      const { id } = await ids.find(ref)
      await reports.dropReport(ref)
      await decisions.dropEarlierComments(ref)
      await db.deleteFrom('outcomes').where('repository', '=', id).where('number', '=', ref.number).execute()
      await dropFromAlarms(db, id, ref.number)
      await dropFromDrafts(db, id, ref.number)
    },
    async dropExpired({ owner, repo }: RepositoryRef, before: number): Promise<number> {
      const { id } = await ids.find({ owner, repo })
      let dropped = 0
      for (;;) {
        const rows = await db
          .selectFrom('reports')
          .select('number')
          .where('repository', '=', id)
          .where('updated_at', '<', before)
          .where('state', '!=', 'gone')
          .limit(AT_ONCE)
          .execute()
        for (const { number } of rows) {
          await reports.dropReport({ owner, repo, number })
          await dropFromDrafts(db, id, number)
        }
        dropped += rows.length
        if (rows.length < AT_ONCE) break
      }
      const acts = await db
        .selectFrom('decisions')
        .select('number')
        .distinct()
        .where('repository', '=', id)
        .where('at', '<', before)
        .where('undo', 'is not', null)
        .execute()
      for (const { number } of acts) await decisions.dropEarlierComments({ owner, repo, number }, before)
      await dropOutcomes(db, id, before)
      await db.deleteFrom('alarms').where('repository', '=', id).where('last_at', '<', before).execute()
      await db.deleteFrom('drafts').where('repository', '=', id).where('mined_at', '<', before).execute()
      return dropped
    },
  }
}

/** An outcome stays with its report, and without one until its reading is too old. */
async function dropOutcomes(db: Database, repository: number, before: number): Promise<void> {
  const kept = db
    .selectFrom('reports')
    .select('number')
    .where('repository', '=', repository)
    .where('updated_at', '>=', before)
    .where('state', '!=', 'gone')
  await db
    .deleteFrom('outcomes')
    .where('repository', '=', repository)
    .where('read_at', '<', before)
    .where('number', 'not in', kept)
    .execute()
}

/** An alarm without reports is deleted. Who wrote a deleted report is unknown, so the people are at most the reports. */
async function dropFromAlarms(db: Database, repository: number, number: number): Promise<void> {
  const rows = await db
    .selectFrom('alarms')
    .selectAll()
    .where('repository', '=', repository)
    .where('reports', 'like', `%${number}%`)
    .execute()
  for (const { people, reports, last_at: _, ...key } of rows) {
    const before = JSON.parse(reports) as readonly number[]
    const left = before.filter((it) => it !== number)
    if (left.length === before.length) continue
    if (left.length === 0)
      await db
        .deleteFrom('alarms')
        .where((where) => where.and(key))
        .execute()
    else {
      await db
        .updateTable('alarms')
        .set({ reports: JSON.stringify(left), people: Math.min(people, left.length) })
        .where((where) => where.and(key))
        .execute()
    }
  }
}
