/**
 * Limits how much feedback the bot handles per hour, for each person and each issue. Feedback beyond the budget is
 * suppressed and listed in the audit. Maintainers have a larger budget, and any feedback beyond that is handled in the
 * next hour.
 */

import { COMMANDS } from '../../core/feedback/commands.ts'
import type { Rights } from '../../core/feedback/feedback-event.ts'
import type { Invocation } from '../../core/feedback/parse-commands.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { HOUR_MS } from '../../core/time-units.ts'
import { BUDGET_USED_UP } from '../hourly-budget.ts'
import type { IntakeDeps } from './intake-context.ts'

/** The budgets in `.github/auth-triage.yml` are per hour. */
const WINDOW_MS = HOUR_MS

/** For a maintainer, the budget is multiplied by this factor. */
const MORE_FOR_MAINTAINERS = 10

/** The author of a piece of feedback, and the issue that it is on. */
export interface FeedbackAuthor {
  readonly ref: IssueRef
  readonly who: string
  readonly rights: Rights
}

/**
 * Charges the hourly budget for one piece of feedback.
 * @param act id of the feedback; the same id is charged only once, however often it arrives
 * @returns false if the budget is used up
 */
export async function takeFromBudget(
  { ref, who, rights }: FeedbackAuthor,
  act: string,
  deps: IntakeDeps,
): Promise<boolean> {
  const { store, rules, github, clock } = deps
  const { budget } = (await rules.rulesFor(ref, github)).settings
  const times = rights === 'maintainer' ? MORE_FOR_MAINTAINERS : 1
  const share = { repository: ref, act, at: clock(), windowMs: WINDOW_MS }
  const byPerson = { ...share, budget: 'words of a person', subject: who, most: budget.person * times }
  // Each kind of rights has its own budget, so users without a role cannot use up the reporter's or a maintainer's
  // budget.
  const subject = `#${ref.number} ${rights}`
  const onIssue = { ...share, budget: 'words on an issue', subject, most: budget.issue * times }
  return (await store.takeShare(byPerson)) && (await store.takeShare(onIssue))
}

/**
 * Records suppressed feedback in the audit, at most once an hour per person and issue, so that a long flood does not
 * fill the audit.
 */
export async function recordSuppressed(
  { ref, who }: FeedbackAuthor,
  { what, delivery }: { readonly what: readonly string[]; readonly delivery: string },
  { store, rules, github, clock }: IntakeDeps,
): Promise<void> {
  const at = clock()
  const once = { repository: ref, budget: 'suppressed', subject: `#${ref.number} ${who}`, windowMs: WINDOW_MS, most: 1 }
  if (!(await store.takeShare({ ...once, act: delivery, at }))) return
  const { pack } = await rules.rulesFor(ref, github)
  await store.recordDecision({
    ref,
    delivery,
    at,
    pack: pack.fingerprint,
    decision: 'silent',
    reason: 'enough-for-this-hour',
    signature: null,
    confidence: 0,
    evidence: [],
    acts: what.map((it) => `suppressed: ${BUDGET_USED_UP}: ${it}`),
  })
}

/** The command's name without its arguments, which can contain any text. */
export function nameOfCommand({ name }: Invocation): string {
  return COMMANDS.some((command) => command.name === name) ? `/triage ${name}`.trim() : 'an unknown command'
}
