/**
 * Reads the issues that were there before the bot, so that new ones find them: GitHub's list a page at a time, the
 * newest first, then the matches among all that is kept. Every step leaves its progress in the store and may be
 * repeated, so that a backfill goes on wherever it was stopped. It writes nothing to GitHub, and reads no attachments.
 */

import type { IssueList } from '../../adapters/github/issue-list.ts'
import type { RepositoryFiles } from '../../adapters/github/repository-files.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { RepositoryRules } from '../../core/settings/rules.ts'
import type { Analysis } from '../analysis/analysis.ts'
import type { IndexCache } from '../matching/index-keeper.ts'
import { listStep } from './list-step.ts'
import { matchStep } from './match-step.ts'
import {
  type BackfillLimits,
  type BackfillProgress,
  beginProgress,
  continueProgress,
  isNarrower,
  isOfTheFuture,
  parseProgress,
} from './progress.ts'
import { renewTemplates } from './templates.ts'

export interface BackfillDeps {
  /** As the installation on the repository sees it, or whoever runs the command. */
  readonly github: IssueList & RepositoryFiles
  readonly store: Store
  readonly indexes: IndexCache
  /** What is in force in the repository. */
  readonly rules: RepositoryRules
  /** Reads what strangers wrote. */
  readonly analysis: Analysis
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/**
 * Does the next step of a backfill: one page of the list, or some hundred reports to match. A run that is done is begun
 * anew by the next step, for what changed since; with wider limits, from the very beginning.
 * @returns how far it came; `absent` when GitHub shows no such repository
 * @throws TriageError('github-refused'); the same step may be tried again
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
  if (kept === null || isNarrower(kept.limits, limits) || isOfTheFuture(kept, now)) return beginProgress(limits, now)
  return kept.phase === 'done' ? continueProgress({ ...kept, limits }, now) : { ...kept, limits }
}
