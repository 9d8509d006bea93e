/**
 * Limits how much the bot writes to one repository per hour. Takes a plan and returns it without the writes that exceed
 * the budget. The returned plan lists those writes as suppressed.
 */

import type { Store } from '../adapters/store/store.ts'
import type { Rights } from '../core/feedback/feedback-event.ts'
import type { IssueRef } from '../core/issue-ref.ts'
import type { Plan } from '../core/plan/plan.ts'
import { MAY_WRITE, suppress } from '../core/plan/write-policy.ts'
import type { RepositorySettings } from '../core/settings/repository-settings.ts'
import { HOUR_MS } from '../core/time-units.ts'

/** The budgets in `.github/auth-triage.yml` are per hour. */
const WINDOW_MS = HOUR_MS

/** The reason that the audit gives for anything that an hourly budget suppresses. */
export const BUDGET_USED_UP = 'hourly budget used up'

/** For a maintainer's request, the label budget is multiplied by this factor. */
const MORE_FOR_MAINTAINERS = 4

/** The share of a repository's label budget that one reporter's issues may use. */
const SHARE_OF_REPORTER = 1 / 2

/** The run that the budget is charged for. */
export interface BudgetCharge {
  readonly ref: IssueRef
  /** Login of the issue's reporter. */
  readonly author: string
  /** The rights of the person who caused the run, if known. */
  readonly by?: Rights | undefined
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly budget: RepositorySettings['budget']
}

type BudgetStore = Pick<Store, 'takeCommentSlot' | 'takeShare'>

/** Charges the budget for the plan's writes, and suppresses the writes that the budget no longer covers. */
export async function withinBudget(plan: Plan, spending: BudgetCharge, store: BudgetStore): Promise<Plan> {
  const labels = (await mayLabel(plan, spending, store)) ? null : BUDGET_USED_UP
  const newComment = (await mayComment(plan, spending, store)) ? null : BUDGET_USED_UP
  return suppress(plan, { ...MAY_WRITE, labels, newComment })
}

/** Whether the budget suppressed label changes, which can then be made in the next hour. */
export function areLabelsDeferred({ suppressed }: Plan): boolean {
  return suppressed.some((what) => /^hourly budget used up: (?:add|remove) label /.test(what))
}

async function mayLabel(
  plan: Plan,
  { ref, author, by, at, budget }: BudgetCharge,
  store: BudgetStore,
): Promise<boolean> {
  const count = plan.addLabels.length + plan.removeLabels.length
  if (count === 0) return true
  const names = [...plan.addLabels.map(({ name }) => `+${name}`), ...plan.removeLabels.map((name) => `-${name}`)]
  const act = `#${ref.number} at ${at}: ${names.join(' ')}`
  const share = { repository: ref, budget: 'labels', act, count, at, windowMs: WINDOW_MS }
  if (by === 'maintainer') return store.takeShare({ ...share, subject: '', most: budget.labels * MORE_FOR_MAINTAINERS })
  const most = Math.ceil(budget.labels * SHARE_OF_REPORTER)
  const byReporter = await store.takeShare({ ...share, subject: `issues of ${author}`, most })
  return byReporter && store.takeShare({ ...share, subject: '', most: budget.labels })
}

/** Charges only for new comments. Updates are free, because an existing comment must stay correct. */
async function mayComment(
  plan: Plan,
  { ref, author, at, budget: most }: BudgetCharge,
  store: BudgetStore,
): Promise<boolean> {
  return plan.comment.kind !== 'create' || store.takeCommentSlot({ ref, author, at, windowMs: WINDOW_MS, most })
}
