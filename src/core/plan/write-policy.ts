/**
 * Reasons to do less than what would be right: what the repository asked for, what its operator said, and manners. They
 * take acts out of a plan and say so; they never add any.
 */
import type { RepositorySettings } from '../settings/repository-settings.ts'
import { labelKey } from './labels.ts'
import type { IssueState, Plan } from './plan.ts'

/** How the bot came to look at an issue. */
export type Trigger =
  | 'event' // something happened on it
  | 'asked' // a person wants an answer
  | 'again' // a person wants the whole report read again
  | 'new-duplicate' // another report of the same cause came
  | 'backfill' // it was there before the bot

export interface PolicyContext {
  readonly settings: RepositorySettings
  readonly state: IssueState
  readonly trigger: Trigger
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Whether the operator stopped the bot. */
  readonly isStopped: boolean
  /** Why nothing may be done by the word of a person; null when there is no such word. */
  readonly frozen?: string | null
}

/** What is suppressed and why; null where nothing is. */
export interface WritePolicy {
  /** Everything. */
  readonly everything: string | null
  /** A new comment; the one that stands there is still kept true. */
  readonly newComment: string | null
  /** Labels, set and taken off; nothing when left out. */
  readonly labels?: string | null
}

export const MAY_WRITE: WritePolicy = { everything: null, newComment: null }

/** After a day people have moved on: who comes back to an old issue to fix a word wants no lecture. */
const OLD_MS = 24 * 60 * 60 * 1000

/** What tells whether an issue may be touched at all. */
export interface IssueContext extends Pick<PolicyContext, 'settings' | 'isStopped' | 'frozen'> {
  readonly issue: Pick<IssueState, 'author' | 'labels' | 'locked'>
}

/**
 * Why nothing at all may be written on an issue, whatever happened there and whoever asks; null where something may. The
 * first reason, in the order in which people would want to hear it.
 */
export function whyNothingMayBeWritten({ settings, issue, isStopped, frozen = null }: IssueContext): string | null {
  const ignored = { authors: settings.ignore.authors.map(labelKey), labels: settings.ignore.labels.map(labelKey) }
  return firstOf([
    isStopped && 'stopped by the operator',
    frozen !== null && frozen,
    ignored.authors.includes(labelKey(issue.author)) && 'author is ignored',
    issue.labels.some((label) => ignored.labels.includes(labelKey(label))) && 'label is ignored',
    settings.mode === 'dry-run' && 'dry run',
    issue.locked && 'the issue is locked',
  ])
}

/** The first reason of each kind. */
export function writePolicyOn({ state, trigger, now, ...touched }: PolicyContext): WritePolicy {
  const { settings } = touched
  const everything =
    whyNothingMayBeWritten({ ...touched, issue: state }) ?? (trigger === 'backfill' ? 'backfill' : null)
  const isOld = state.createdAt !== null && now - state.createdAt > OLD_MS
  const newComment = [
    settings.mode === 'label-only' && 'labels only',
    isOld && trigger === 'event' && state.ownComment === null && 'older than a day',
  ]
  return { everything, newComment: firstOf(newComment) }
}

/** The plan without what is suppressed; what that was stands in `suppressed`. */
export function suppress(plan: Plan, { everything, newComment, labels = null }: WritePolicy): Plan {
  if (everything !== null) return nothingOf(plan, everything)
  return withoutNewComment(labels === null ? plan : withoutLabels(plan, labels), newComment)
}

function withoutLabels(plan: Plan, why: string): Plan {
  const acts = actsOf({ ...plan, comment: { kind: 'none' } })
  const suppressed = [...plan.suppressed, ...acts.map((act) => `${why}: ${act}`)]
  return { ...plan, addLabels: [], removeLabels: [], suppressed }
}

function withoutNewComment(plan: Plan, why: string | null): Plan {
  if (why === null || plan.comment.kind !== 'create') return plan
  const { retire: _, ...rest } = plan
  return { ...rest, comment: { kind: 'none' }, suppressed: [...plan.suppressed, `${why}: comment`] }
}

/** What a plan would do, in words. */
export function actsOf({ addLabels, removeLabels, comment }: Plan): readonly string[] {
  return [
    ...addLabels.map(({ name }) => `add label ${name}`),
    ...removeLabels.map((name) => `remove label ${name}`),
    ...(comment.kind === 'none' ? [] : [`${comment.kind} comment`]),
  ]
}

function nothingOf(plan: Plan, why: string): Plan {
  const suppressed = [...plan.suppressed, ...actsOf(plan).map((act) => `${why}: ${act}`)]
  return { addLabels: [], removeLabels: [], comment: { kind: 'none' }, suppressed }
}

function firstOf(reasons: readonly (string | false)[]): string | null {
  return reasons.find((it) => it !== false) || null
}
