/**
 * Gives handlers the access to GitHub that the write policy allows. Decides beforehand whether anything may be written
 * on the issue. If not, the handler gets a read-only GitHub, so it does not need its own checks.
 */
import type { Logger } from 'pino'
import type { GitHub } from '../../adapters/github/github.ts'
import type { Issue } from '../../adapters/github/issue.ts'
import { withKnownIssue } from '../../adapters/github/known-issue.ts'
import { labelsOnly, readOnly } from '../../adapters/github/read-only.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Rights } from '../../core/feedback/feedback-event.ts'
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import { whyNoComment, whyNothingMayBeWritten } from '../../core/plan/write-policy.ts'
import { whyFrozen } from '../feedback-intake/load-feedback.ts'
import type { RulesCache } from '../settings-loader/rules-cache.ts'

export interface RestraintDeps {
  /** GitHub with the access of the repository's installation. */
  readonly github: GitHub
  readonly store: Store
  readonly rules: Pick<RulesCache, 'rulesFor'>
  /** Whether the operator stopped the bot in the environment. */
  readonly isStopped: boolean
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly log: Pick<Logger, 'info'>
  /** The rights of the person who caused the writing, if known. */
  readonly by?: Rights | undefined
}

/**
 * Applies the current write policy. Each handler calls this function separately, because feedback can change the policy
 * in between.
 * @throws TriageError('github-refused') when GitHub cannot answer at the moment: writing without the settings might
 *   violate them
 */
export async function restrainedGitHub(ref: IssueRef, deps: RestraintDeps): Promise<GitHub> {
  const { github } = deps
  const issue = await github.readIssue(ref)
  const withIssue = withKnownIssue(github, ref, issue)
  const { everything, comments } =
    typeof issue === 'string' ? { everything: issue, comments: null } : await restraintsOn(ref, issue, deps)
  const why = everything ?? comments
  if (why === null) return withIssue
  const onSuppressed = (what: string) => deps.log.info({ issue: formatRef(ref), what, why }, 'suppressed')
  return everything === null ? labelsOnly(withIssue, onSuppressed) : readOnly(withIssue, onSuppressed)
}

/** Why nothing, or nothing but labels, may be written; null for what may. */
interface Restraints {
  readonly everything: string | null
  readonly comments: string | null
}

async function restraintsOn(
  ref: IssueRef,
  issue: Issue,
  { github, store, rules, isStopped, clock, by }: RestraintDeps,
): Promise<Restraints> {
  const { settings } = await rules.rulesFor(ref, github)
  const stopped = isStopped || (await store.stopped()) !== null
  const frozen = await whyFrozen(ref, { store, now: clock(), by })
  return {
    everything: whyNothingMayBeWritten({ settings, issue, isStopped: stopped, frozen }),
    comments: whyNoComment(settings),
  }
}
