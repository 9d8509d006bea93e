/**
 * What people did and said on an issue comes in by its event; feedback events go into the store, and out comes whether the
 * issue must be looked at again, and with which answers. Every door that hears GitHub's events comes through here; it
 * never plans what to write.
 */

import type { GitHub } from '../../adapters/github/github.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Rights } from '../../core/feedback/feedback-event.ts'
import type { RequestedAnswer } from '../../core/feedback/requested-answers.ts'
import type { Trigger } from '../../core/plan/write-policy.ts'
import type { Analysis } from '../analysis/analysis.ts'
import type { RulesCache } from '../settings-loader/rules-keeper.ts'

/** What deps people takes. */
export interface IntakeDeps {
  /** Already restrained: what may not be written is not written. */
  readonly github: GitHub
  readonly store: Store
  readonly rules: Pick<RulesCache, 'rulesFor'>
  /** Reads what people wrote. */
  readonly analysis: Analysis
  readonly clock: () => number
}

/** What the corridor must know of it. */
export interface NextRun {
  readonly trigger: Trigger
  readonly answers: readonly RequestedAnswer[]
  /** The rights of who caused it. */
  readonly by: Rights
}

/** Null when the issue need not be looked at; `later` when a maintainer said more than an hour takes, and nothing was done. */
export type IntakeResult = NextRun | 'later' | null
