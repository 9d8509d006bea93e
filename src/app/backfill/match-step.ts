/** Matches some of the reports that were added or changed in this run with earlier ones. */
import { setImmediate as nextTick } from 'node:timers/promises'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { type MatchDeps, rememberMatches } from '../matching/match-report.ts'
import { toIndexedReport } from '../matching/stored-report.ts'
import type { BackfillProgress } from './progress.ts'

/** Every report is compared with all older ones, in any order, so the list must be complete before this step. */
export async function matchStep(
  repository: RepositoryRef,
  before: BackfillProgress,
  { store, indexes }: MatchDeps,
): Promise<BackfillProgress> {
  const changes = await store.reportsSince(repository, before.revision)
  for (const kept of changes?.kept ?? []) {
    await rememberMatches({ ...repository, number: kept.number }, toIndexedReport(kept), { store, indexes })
    await nextTick()
  }
  const matched = before.matched + (changes?.kept.length ?? 0)
  const after = { ...before, revision: changes?.revision ?? before.revision, matched }
  return changes?.more ? after : finish(after)
}

/**
 * After a run that found changes, the next one starts from this run's start. The version belonged to the earlier time.
 */
function finish(run: BackfillProgress): BackfillProgress {
  const foundNothing = run.changedSince !== null && run.newest === null
  const next = foundNothing ? {} : { changedSince: run.startedAt, version: null }
  return { ...run, phase: 'done', ...next }
}
