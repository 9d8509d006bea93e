/**
 * Reads the issues that existed before the bot was installed, so that new issues can match them. First reads GitHub's
 * issue list page by page, newest issues first, then matches the stored reports. Every step stores its progress and can
 * be repeated, so a backfill that was stopped continues where it left off. Writes nothing to GitHub, and reads no
 * attachments.
 */

import type { IssueList } from '../../adapters/github/issue-list.ts'
import type { RepositoryFiles } from '../../adapters/github/repository-files.ts'
import type { Store } from '../../adapters/store/store.ts'
import { nextFreeTick } from '../../adapters/tick-gate.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { RepositoryRules } from '../../core/settings/rules.ts'
import type { Analysis } from '../analysis/analysis.ts'
import type { IndexCache } from '../matching/index-cache.ts'
import { type MatchDeps, rememberMatches } from '../matching/match-report.ts'
import { toIndexedReport } from '../matching/stored-report.ts'
import { listStep } from './list-step.ts'
import {
  type BackfillLimits,
  type BackfillProgress,
  continueProgress,
  isInFuture,
  isNarrower,
  parseProgress,
  startProgress,
} from './progress.ts'
import { renewTemplates } from './templates.ts'

export interface BackfillDeps {
  /** GitHub with the access of the repository's installation, or of the user who runs the command. */
  readonly github: IssueList & RepositoryFiles
  readonly store: Store
  readonly indexes: IndexCache
  /** The rules in force in the repository. */
  readonly rules: RepositoryRules
  /** Reads untrusted text. */
  readonly analysis: Analysis
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/**
 * Runs the next step of a backfill: reads one page of the list, or matches a few hundred reports. After a finished run,
 * the next step starts a new run, which reads only the changes since then, or everything if the limits are wider.
 * @returns the progress; `absent` if the repository does not exist on GitHub or is not visible
 * @throws TriageError('github-refused'); the same step can then be repeated
 */
export async function backfillStep(
  repository: RepositoryRef,
  limits: BackfillLimits,
  deps: BackfillDeps,
): Promise<BackfillProgress | 'absent'> {
  const { store, clock } = deps
  const before = nextRun(parseProgress(await store.keptBackfill(repository)), limits, clock())
  if (before.phase === 'list' && before.cursor === null) await renewTemplates(repository, deps)
  const after =
    before.phase === 'list' ? await listStep(repository, before, deps) : await matchStep(repository, before, deps)
  if (after !== 'absent') await store.keepBackfill(repository, JSON.stringify(after))
  return after
}

function nextRun(kept: BackfillProgress | null, limits: BackfillLimits, now: number): BackfillProgress {
  if (kept === null || isNarrower(kept.limits, limits) || isInFuture(kept, now)) return startProgress(limits, now)
  return kept.phase === 'done' ? continueProgress({ ...kept, limits }, now) : { ...kept, limits }
}

/** Every report is compared with all older reports, in any order, so the list must be complete before this step. */
async function matchStep(
  repository: RepositoryRef,
  before: BackfillProgress,
  { store, indexes }: MatchDeps,
): Promise<BackfillProgress> {
  const changes = await store.reportsSince(repository, before.revision)
  for (const kept of changes?.kept ?? []) {
    await rememberMatches({ ...repository, number: kept.number }, toIndexedReport(kept), { store, indexes })
    await nextFreeTick()
  }
  const matched = before.matched + (changes?.kept.length ?? 0)
  const after = { ...before, revision: changes?.revision ?? before.revision, matched }
  return changes?.more ? after : finish(after)
}

/**
 * After a run that found changes, the next run reads everything that has changed since this run started. The stored
 * version is dropped, because it belongs to the earlier time.
 */
function finish(run: BackfillProgress): BackfillProgress {
  const foundNothing = run.changedSince !== null && run.newest === null
  const next = foundNothing ? {} : { changedSince: run.startedAt, version: null }
  return { ...run, phase: 'done', ...next }
}
