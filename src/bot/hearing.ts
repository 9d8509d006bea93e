import type { RulesKeeper } from '../config/rules-keeper.ts'
import type { GitHub } from '../github/github.ts'
import type { Store } from '../store/store.ts'

/** What hearing people takes. */
export interface Hearing {
  readonly github: GitHub
  readonly store: Store
  readonly rules: RulesKeeper
  readonly clock: () => number
}
