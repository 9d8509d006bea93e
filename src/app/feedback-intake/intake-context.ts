/**
 * The types that the feedback handlers take and return. A handler takes a comment or an action and stores feedback
 * events. Its result says whether the pipeline has to run again, and with which answers. Every entry point that handles
 * GitHub's events uses these handlers. They never plan writes.
 */

import type { GitHub } from '../../adapters/github/github.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Rights } from '../../core/feedback/feedback-event.ts'
import type { RequestedAnswer } from '../../core/feedback/requested-answers.ts'
import type { Trigger } from '../../core/plan/write-policy.ts'
import type { Analysis } from '../analysis/analysis.ts'
import type { RulesCache } from '../settings-loader/rules-cache.ts'

export interface IntakeDeps {
  /** Already restricted by the write policy: read-only if nothing may be written. */
  readonly github: GitHub
  /** Returns the same for a person with these rights, whom fewer stops bind. If absent, `github` is for everyone. */
  readonly writableBy?: (by: Rights) => Promise<GitHub>
  readonly store: Store
  readonly rules: Pick<RulesCache, 'rulesFor'>
  /** Reads untrusted text. */
  readonly analysis: Analysis
  readonly clock: () => number
}

/** The pipeline run that the feedback calls for. */
export interface NextRun {
  readonly trigger: Trigger
  readonly answers: readonly RequestedAnswer[]
  /** The rights of the person who caused the run. */
  readonly by: Rights
}

/**
 * Null if the pipeline does not need to run; `later` if a maintainer's hourly budget is used up and nothing has been
 * done yet.
 */
export type IntakeResult = NextRun | 'later' | null
