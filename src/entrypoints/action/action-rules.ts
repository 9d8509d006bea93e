/** Combines the step's mode with the repository's settings: the more careful of the two applies. */
import type { ActionSettings } from '../../adapters/config/action-environment.ts'
import type { GitHub } from '../../adapters/github/github.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Analysis } from '../../app/analysis/analysis.ts'
import { compileWith } from '../../app/analysis/compile-rules.ts'
import { createRulesCache, type RulesCache } from '../../app/settings-loader/rules-cache.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { RepositorySettings } from '../../core/settings/repository-settings.ts'
import { asWarning } from './commands.ts'

export interface ActionRules {
  /** True if the step's input or the repository's settings rule out any writes. */
  readonly dryRun: boolean
  readonly cache: RulesCache
}

interface RulesDeps {
  readonly print: (line: string) => void
  readonly github: GitHub
  readonly store: Store
  readonly analysis: Analysis
}

/**
 * Loads the repository's rules. For a dry run, the mode becomes the one that would apply without it, so that the plan
 * shows what would be written.
 */
export async function rulesOf(
  ref: IssueRef,
  { mode }: ActionSettings,
  { print, github, store, analysis }: RulesDeps,
): Promise<ActionRules> {
  const onProblems = (_: unknown, problems: readonly string[]) => print(asWarning(problems.join('\n')))
  const cache = createRulesCache({
    compiler: compileWith(analysis, false),
    store,
    mayLoosen: false,
    clock: Date.now,
    onProblems,
  })
  const { settings } = await cache.rulesFor(ref, github)
  const dryRun = mode === 'dry-run' || settings.mode === 'dry-run'
  const isLabelOnly = mode === 'label-only' || settings.mode === 'label-only'
  return { dryRun, cache: withMode(cache, isLabelOnly ? 'label-only' : 'comment') }
}

function withMode(cache: RulesCache, mode: RepositorySettings['mode']): RulesCache {
  return {
    ...cache,
    over: (store) => withMode(cache.over(store), mode),
    async rulesFor(repository, files) {
      const rules = await cache.rulesFor(repository, files)
      return { ...rules, settings: { ...rules.settings, mode } }
    },
  }
}
