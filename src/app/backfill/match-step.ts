/** Some of the reports that came or changed in this run: which earlier ones share their cause. */
import { setImmediate as breathe } from 'node:timers/promises'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { toIndexedReport } from '../matching/kept-report.ts'
import { type Matching, rememberMatches } from '../matching/match-report.ts'
import type { BackfillProgress } from './progress.ts'

/** Every report is compared with all that are older, whatever the order in which they came: only the list must be whole. */
export async function matchStep(
  repository: RepositoryRef,
  before: BackfillProgress,
  { store, indexes }: Matching,
): Promise<BackfillProgress> {
  const changes = await store.reportsSince(repository, before.revision)
  for (const kept of changes?.kept ?? []) {
    await rememberMatches({ ...repository, number: kept.number }, toIndexedReport(kept), { store, indexes })
    await breathe()
  }
  const matched = before.matched + (changes?.kept.length ?? 0)
  const after = { ...before, revision: changes?.revision ?? before.revision, matched }
  return changes?.more ? after : endOf(after)
}

/** A run that found changes moves the time from which the next one asks; the version belonged to the time before. */
function endOf(run: BackfillProgress): BackfillProgress {
  const foundNothing = run.changedSince !== null && run.newest === null
  const next = foundNothing ? {} : { changedSince: run.startedAt, version: null }
  return { ...run, phase: 'done', ...next }
}
