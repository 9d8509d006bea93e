/**
 * How much the bot writes in an hour in one repository: a plan goes in, the plan with what there is still room for comes
 * out, and what there is none for stands in it as suppressed.
 */

import type { Store } from '../adapters/store/store.ts'
import type { Rights } from '../core/feedback/feedback-event.ts'
import type { IssueRef } from '../core/issue-ref.ts'
import type { Plan } from '../core/plan/plan.ts'
import { MAY_WRITE, suppress } from '../core/plan/write-policy.ts'
import type { RepositorySettings } from '../core/settings/repository-settings.ts'

/** An hour is what the budgets of `.github/auth-triage.yml` count in. */
const WINDOW_MS = 60 * 60 * 1000

const ENOUGH = 'enough for this hour'

/** How many times as many labels there are for what a maintainer asks. */
const MORE_FOR_MAINTAINERS = 4

/** Part of a repository's labels that the issues of one reporter may take. */
const SHARE_OF_REPORTER = 1 / 2

export interface Spending {
  readonly ref: IssueRef
  /** Login of the issue's reporter. */
  readonly author: string
  /** The rights of who caused it, where they are known. */
  readonly by?: Rights | undefined
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly budget: RepositorySettings['budget']
}

type Turns = Pick<Store, 'takeTurn' | 'takeShare'>

export async function withinBudget(plan: Plan, spending: Spending, store: Turns): Promise<Plan> {
  const labels = (await mayLabel(plan, spending, store)) ? null : ENOUGH
  const newComment = (await mayComment(plan, spending, store)) ? null : ENOUGH
  return suppress(plan, { ...MAY_WRITE, labels, newComment })
}

/** Whether labels wait for the next hour, by what was suppressed. */
export function labelsWait({ suppressed }: Plan): boolean {
  return suppressed.some((what) => /^enough for this hour: (?:add|remove) label /.test(what))
}

async function mayLabel(plan: Plan, { ref, author, by, at, budget }: Spending, store: Turns): Promise<boolean> {
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

/** A new comment takes one of its turns; the one that stands there is kept true all the same. */
async function mayComment(plan: Plan, { ref, author, at, budget: most }: Spending, store: Turns): Promise<boolean> {
  return plan.comment.kind !== 'create' || store.takeTurn({ ref, author, at, windowMs: WINDOW_MS, most })
}
