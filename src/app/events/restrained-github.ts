/**
 * GitHub as a handler may use it. Whether anything may be written on an issue at all is settled here, before the handler
 * runs: whoever is restrained is handed one that only reads, and need not think of it.
 */
import type { Logger } from 'pino'
import type { GitHub } from '../../adapters/github/github.ts'
import type { Issue } from '../../adapters/github/issue.ts'
import { knowingIssue } from '../../adapters/github/known-issue.ts'
import { readOnly } from '../../adapters/github/read-only.ts'
import type { Store } from '../../adapters/store/store.ts'
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import { whyNothingMayBeWritten } from '../../core/plan/write-policy.ts'
import { whyFrozen } from '../feedback-intake/load-feedback.ts'
import type { RulesCache } from '../settings-loader/rules-keeper.ts'

export interface RestraintDeps {
  /** GitHub as the installation on the repository may see it. */
  readonly github: GitHub
  readonly store: Store
  readonly rules: Pick<RulesCache, 'rulesFor'>
  /** Whether the operator stopped the bot in the environment. */
  readonly isStopped: boolean
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly log: Pick<Logger, 'info'>
}

/**
 * What the handler may do follows from what holds now. It is asked for once for each handler: a person may have said
 * something in between.
 * @throws TriageError('github-refused'); acting without knowing might be what is forbidden
 */
export async function restrainedGitHub(ref: IssueRef, deps: RestraintDeps): Promise<GitHub> {
  const { github } = deps
  const issue = await github.readIssue(ref)
  const known = knowingIssue(github, ref, issue)
  const why = typeof issue === 'string' ? issue : await whyNothingOn(ref, issue, deps)
  if (why === null) return known
  return readOnly(known, (what) => deps.log.info({ issue: formatRef(ref), what, why }, 'held back'))
}

async function whyNothingOn(
  ref: IssueRef,
  issue: Issue,
  { github, store, rules, isStopped, clock }: RestraintDeps,
): Promise<string | null> {
  const { settings } = await rules.rulesFor(ref, github)
  const stopped = isStopped || (await store.stopped()) !== null
  const frozen = await whyFrozen(ref, { store, now: clock() })
  return whyNothingMayBeWritten({ settings, issue, isStopped: stopped, frozen })
}
