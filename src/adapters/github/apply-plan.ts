/**
 * Applies a plan: the only code that writes to an issue. It executes the plan in a fixed order, stops at the first
 * failure and makes no decisions. A plan is the difference from the current state, so recomputing a plan and applying
 * it again writes nothing.
 */
import { renderRetired } from '../../core/comments/withdrawn-comment.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { CommentChange, LabelDefinition, OwnComment, Plan } from '../../core/plan/plan.ts'
import { actsOf } from '../../core/plan/write-policy.ts'
import { type AppliedNative, applyNative } from './apply-native.ts'
import type { GitHub, IssueComment } from './github.ts'
import type { Feature } from './permissions.ts'
import { isNotPermitted } from './refusal.ts'

export type AppliedComment = { readonly kind: 'none' } | { readonly kind: 'created' | 'updated'; readonly id: number }

/** The writes that were made, for the audit. */
export interface AppliedPlan {
  readonly addedLabels: readonly string[]
  readonly removedLabels: readonly string[]
  readonly comment: AppliedComment
  /** What GitHub recorded as a suggestion; omitted if the plan suggests nothing. */
  readonly suggested?: readonly string[]
  /** Labels that were added without the planned explanation, because GitHub did not take it. */
  readonly unexplained?: readonly string[]
  /** Features that the installation does not permit; all other writes were made. */
  readonly notPermitted: readonly Feature[]
  /** Descriptions of the writes that were suppressed because the client is read-only; otherwise omitted. */
  readonly suppressedWrites?: readonly string[]
}

/**
 * Applies a plan that was made from a state read just before. Writes labels first because they notify nobody: if the
 * comment then fails, only the silent half has been done.
 * @throws TriageError `github-refused` at the first write that GitHub refuses for a reason other than a missing
 *   permission; earlier writes are kept
 */
export async function applyPlan(github: GitHub, ref: IssueRef, plan: Plan): Promise<AppliedPlan> {
  const nothing = { addedLabels: [], removedLabels: [] }
  if (github.isReadOnly)
    return { ...nothing, comment: { kind: 'none' }, notPermitted: [], suppressedWrites: actsOf(plan) }
  const labelled = await ifPermitted(() => applyLabels(github, ref, plan))
  const commented = await ifPermitted(() => applyComments(github, ref, plan))
  return {
    ...(labelled ?? nothing),
    comment: commented ?? { kind: 'none' },
    notPermitted: [
      ...(labelled === null ? ['labels' as const] : []),
      ...(commented === null ? ['comments' as const] : []),
    ],
  }
}

/** Returns null when the installation does not permit the action. */
async function ifPermitted<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act()
  } catch (error) {
    if (isNotPermitted(error)) return null
    throw error
  }
}

async function applyLabels(github: GitHub, ref: IssueRef, { addLabels, removeLabels, native }: Plan) {
  const isExplained = ({ name }: LabelDefinition) => native?.labels.includes(name) === true
  const explained = addLabels.filter(isExplained)
  const outcome = native === undefined ? NOT_NATIVE : await applyNative(github, ref, { labels: explained, native })
  const plain = addLabels.filter((label) => !isExplained(label) || outcome.left.includes(label))
  for (const label of plain) await github.ensureLabel(ref, label)
  const names = plain.map(({ name }) => name)
  if (names.length > 0) await github.addLabels(ref, names)
  for (const name of removeLabels) await github.removeLabel(ref, name)
  const { applied, suggested, left } = outcome
  const reported = native === undefined ? {} : { suggested, unexplained: left.map(({ name }) => name) }
  return { addedLabels: [...applied, ...names], removedLabels: [...removeLabels], ...reported }
}

const NOT_NATIVE: AppliedNative = { applied: [], suggested: [], left: [] }

/**
 * Returns the bot's own active comments on an issue, newest first. There is more than one only if a run crashed between
 * writing a new comment and retiring the previous one.
 * @param isMarked whether a body contains our marker; people can paste a marker, so the author is checked too
 */
export function findOwnComments(
  comments: readonly IssueComment[],
  isMarked: (body: string) => boolean,
): readonly OwnComment[] {
  return comments
    .filter(({ own, body }) => own && isMarked(body))
    .map(({ id, body }) => ({ id, body }))
    .reverse()
}

async function applyComments(github: GitHub, ref: IssueRef, { comment, retire = [] }: Plan): Promise<AppliedComment> {
  const applied = await applyComment(github, ref, comment)
  for (const id of retire) await github.updateComment(ref, id, renderRetired())
  return applied
}

async function applyComment(github: GitHub, ref: IssueRef, change: CommentChange): Promise<AppliedComment> {
  switch (change.kind) {
    case 'none':
      return { kind: 'none' }
    case 'create':
      return { kind: 'created', id: (await github.createComment(ref, change.body)).id }
    case 'update':
      await github.updateComment(ref, change.id, change.body)
      return { kind: 'updated', id: change.id }
  }
}
