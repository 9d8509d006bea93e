/**
 * Reasons to do less than what would be right: what the repository asked for, what its operator said, and manners. They
 * take acts out of a plan and say so; they never add any.
 */
import type { RepositorySettings } from '../config/repository-settings.ts'
import { labelKey } from './labels.ts'
import type { IssueState, Plan } from './plan.ts'

/** How the bot came to look at an issue. */
export type Occasion =
  | 'event' // something happened on it
  | 'asked' // a person wants an answer
  | 'again' // a person wants the whole report read again
  | 'gathered' // another report of the same cause came
  | 'backfill' // it was there before the bot

export interface Circumstances {
  readonly settings: RepositorySettings
  readonly state: IssueState
  readonly occasion: Occasion
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Whether the operator stopped the bot. */
  readonly isStopped: boolean
  /** Why nothing may be done by the word of a person; null when there is no such word. */
  readonly frozen?: string | null
}

/** What is withheld and why; null where nothing is. */
export interface Restraint {
  /** Everything. */
  readonly everything: string | null
  /** A new comment; the one that stands there is still kept true. */
  readonly newComment: string | null
}

export const UNRESTRAINED: Restraint = { everything: null, newComment: null }

/** After a day people have moved on: who comes back to an old issue to fix a word wants no lecture. */
const OLD_MS = 24 * 60 * 60 * 1000

/** The first reason of each kind, in the order in which people would want to hear it. */
export function restraintOn({ settings, state, occasion, now, isStopped, frozen = null }: Circumstances): Restraint {
  const ignored = { authors: settings.ignore.authors.map(labelKey), labels: settings.ignore.labels.map(labelKey) }
  const everything = [
    isStopped && 'stopped by the operator',
    frozen !== null && frozen,
    ignored.authors.includes(labelKey(state.author)) && 'author is ignored',
    state.labels.some((label) => ignored.labels.includes(labelKey(label))) && 'label is ignored',
    settings.mode === 'dry-run' && 'dry run',
    occasion === 'backfill' && 'backfill',
  ]
  const isOld = state.createdAt !== null && now - state.createdAt > OLD_MS
  const newComment = [
    settings.mode === 'label-only' && 'labels only',
    isOld && occasion === 'event' && state.ownComment === null && 'older than a day',
  ]
  return { everything: firstOf(everything), newComment: firstOf(newComment) }
}

/** The plan without what is withheld; what that was stands in `withheld`. */
export function holdBack(plan: Plan, { everything, newComment }: Restraint): Plan {
  if (everything !== null) return nothingOf(plan, everything)
  if (newComment === null || plan.comment.kind !== 'create') return plan
  const { retire: _, ...rest } = plan
  return { ...rest, comment: { kind: 'none' }, withheld: [...plan.withheld, `${newComment}: comment`] }
}

function nothingOf(plan: Plan, why: string): Plan {
  const acts = [
    ...plan.addLabels.map(({ name }) => `add label ${name}`),
    ...plan.removeLabels.map((name) => `remove label ${name}`),
    ...(plan.comment.kind === 'none' ? [] : [`${plan.comment.kind} comment`]),
  ]
  const withheld = [...plan.withheld, ...acts.map((act) => `${why}: ${act}`)]
  return { addLabels: [], removeLabels: [], comment: { kind: 'none' }, withheld }
}

function firstOf(reasons: readonly (string | false)[]): string | null {
  return reasons.find((it) => it !== false) || null
}
