/**
 * The write policy: repository settings, operator decisions, and rules of good manners that suppress changes in a plan.
 * It removes changes and records the reasons; it never adds a change.
 */

import type { RepositorySettings } from '../settings/repository-settings.ts'
import { DAY_MS } from '../time-units.ts'
import { labelKey } from './labels.ts'
import type { IssueState, Plan } from './plan.ts'

/** Why the bot triages an issue. */
export type Trigger =
  | 'event' // something happened on the issue
  | 'asked' // a person asked for an answer
  | 'again' // a person asked the bot to read the whole report again
  | 'new-duplicate' // another report of the same cause arrived
  | 'fix' // something new is known about the fix of the cause
  | 'backfill' // the issue is older than the bot's installation

export interface PolicyContext {
  readonly settings: RepositorySettings
  readonly state: IssueState
  readonly trigger: Trigger
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Whether the operator stopped the bot. */
  readonly isStopped: boolean
  /** The reason why feedback forbids any write to this issue; null when it does not. */
  readonly frozen?: string | null
}

/** The reasons for suppressing changes; null for changes that are allowed. */
export interface WritePolicy {
  /** Suppresses every change. */
  readonly everything: string | null
  /** Suppresses a new comment; an existing one is still updated. */
  readonly newComment: string | null
  /** Suppresses adding and removing labels; both are allowed if omitted. */
  readonly labels?: string | null
  /** Suppresses every change to comments, old or new; all are allowed if omitted. */
  readonly comments?: string | null
}

export const MAY_WRITE: WritePolicy = { everything: null, newComment: null }

/** After a day, people have moved on, so an edit to an old issue should not cause a new comment. */
const OLD_MS = DAY_MS

/** The facts that decide whether an issue may be written to at all. */
export interface IssueContext extends Pick<PolicyContext, 'settings' | 'isStopped' | 'frozen'> {
  readonly issue: Pick<IssueState, 'author' | 'labels' | 'locked'>
}

/**
 * @returns the most useful reason why nothing may be written to an issue, regardless of the trigger; null when writing
 *   is allowed
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

/** @returns the policy, with the first reason that applies to each kind of change */
export function writePolicyOn({ state, trigger, now, ...issueContext }: PolicyContext): WritePolicy {
  const { settings } = issueContext
  const everything =
    whyNothingMayBeWritten({ ...issueContext, issue: state }) ?? (trigger === 'backfill' ? 'backfill' : null)
  const isOld = state.createdAt !== null && now - state.createdAt > OLD_MS
  const newComment = isOld && trigger === 'event' && state.ownComment === null && 'older than a day'
  const comments = whyNoComment(settings)
  return { everything, newComment: firstOf([newComment]), ...(comments !== null && { comments }) }
}

/** @returns why nothing but labels may be written in a repository, not even a reaction; null when it may be */
export function whyNoComment({ mode }: RepositorySettings): string | null {
  return mode === 'label-only' ? 'labels only' : null
}

/** @returns the plan without the suppressed changes, which are listed in `suppressed` with their reasons */
export function suppress(plan: Plan, { everything, newComment, labels = null, comments = null }: WritePolicy): Plan {
  if (everything !== null) return nothingOf(plan, everything)
  const labelled = labels === null ? plan : withoutLabels(plan, labels)
  return comments === null ? withoutNewComment(labelled, newComment) : withoutComment(labelled, comments)
}

/**
 * @param existing names of all labels of the repository
 * @returns the plan without labels that the repository does not have
 */
export function onlyExistingLabels(plan: Plan, existing: readonly string[]): Plan {
  const known = new Set(existing.map(labelKey))
  const missing = plan.addLabels.filter(({ name }) => !known.has(labelKey(name)))
  if (missing.length === 0) return plan
  const suppressed = missing.map(({ name }) => `label does not exist: ${name}`)
  const addLabels = plan.addLabels.filter((label) => !missing.includes(label))
  return { ...plan, addLabels, suppressed: [...plan.suppressed, ...suppressed] }
}

function withoutLabels({ native: _, ...plan }: Plan, why: string): Plan {
  const acts = actsOf({ ...plan, comment: { kind: 'none' } })
  const suppressed = [...plan.suppressed, ...acts.map((act) => `${why}: ${act}`)]
  return { ...plan, addLabels: [], removeLabels: [], suppressed }
}

function withoutNewComment(plan: Plan, why: string | null): Plan {
  return why === null || plan.comment.kind !== 'create' ? plan : withoutComment(plan, why)
}

function withoutComment({ retire: _, ...plan }: Plan, why: string): Plan {
  const { kind } = plan.comment
  const what = { none: [], create: [`${why}: comment`], update: [`${why}: update comment`] }[kind]
  return { ...plan, comment: { kind: 'none' }, suppressed: [...plan.suppressed, ...what] }
}

/** @returns the changes in a plan in words, e.g. `add label auth: missing scope` */
export function actsOf({ addLabels, removeLabels, comment, native }: Plan): readonly string[] {
  const isSuggested = (name: string) => native?.suggest === true && native.labels.includes(name)
  return [
    ...addLabels.map(({ name }) => `${isSuggested(name) ? 'suggest' : 'add'} label ${name}`),
    ...removeLabels.map((name) => `remove label ${name}`),
    ...(native?.type == null ? [] : [`suggest type ${native.type}`]),
    ...(native?.duplicate == null ? [] : [`suggest label ${native.duplicate.label}`]),
    ...(native?.fields ?? []).map(({ id }) => `suggest field ${id}`),
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
