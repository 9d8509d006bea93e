/**
 * What people did and said on an issue comes in by its event; verdicts go into the store, and out comes whether the
 * issue must be looked at again, and with which answers. Every door that hears GitHub's events comes through here; it
 * never plans what to write.
 */
import type { Analysis } from '../analysis/analysis.ts'
import type { RulesKeeper } from '../config/rules-keeper.ts'
import type { GitHub } from '../github/github.ts'
import type { Store } from '../store/store.ts'

/** What hearing people takes. */
export interface Hearing {
  readonly github: GitHub
  readonly store: Store
  readonly rules: Pick<RulesKeeper, 'rulesFor'>
  /** Reads what people wrote. */
  readonly analysis: Analysis
  readonly clock: () => number
}
