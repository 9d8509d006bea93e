/**
 * What the handlers of feedback take and return. A comment or an action comes in. Feedback events go into the store.
 * The result says whether the pipeline has to run again, and with which answers. Every entry point that handles
 * GitHub's events uses these handlers; they never plan what to write.
 */

import type { GitHub } from '../../adapters/github/github.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Rights } from '../../core/feedback/feedback-event.ts'
import type { RequestedAnswer } from '../../core/feedback/requested-answers.ts'
import type { Trigger } from '../../core/plan/write-policy.ts'
import type { Analysis } from '../analysis/analysis.ts'
import type { RulesCache } from '../settings-loader/rules-cache.ts'

export interface IntakeDeps {
  /** Already restrained by the write policy: it only reads if nothing may be written. */
  readonly github: GitHub
  readonly store: Store
  readonly rules: Pick<RulesCache, 'rulesFor'>
  /** Reads untrusted text. */
  readonly analysis: Analysis
  readonly clock: () => number
}

/** What the pipeline needs to know about the feedback. */
export interface NextRun {
  readonly trigger: Trigger
  readonly answers: readonly RequestedAnswer[]
  /** The rights of the person who caused the run. */
  readonly by: Rights
}

/** Null if the pipeline need not run; `later` if a maintainer's hourly budget is used up and nothing was done yet. */
export type IntakeResult = NextRun | 'later' | null
