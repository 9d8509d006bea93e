/**
 * Applies the part of a plan that uses GitHub's own fields, and finds out what GitHub made of it: GitHub accepts a
 * suggestion whether or not it records one.
 */
import type { IssueRef } from '../../core/issue-ref.ts'
import type { LabelDefinition, NativePlan, Suggestion } from '../../core/plan/plan.ts'
import type { GitHub } from './github.ts'

export interface AppliedNative {
  /** Labels that are on the issue now. */
  readonly applied: readonly string[]
  /** Suggestions that GitHub recorded: names of labels, `type` and `field 42`. */
  readonly suggested: readonly string[]
  /** Labels that GitHub neither added nor recorded; they are to be added without an explanation. */
  readonly left: readonly LabelDefinition[]
}

/**
 * @param labels the labels of the plan that get an explanation
 * @throws TriageError('github-refused')
 */
export async function applyNative(
  github: GitHub,
  ref: IssueRef,
  { labels, native }: { readonly labels: readonly LabelDefinition[]; readonly native: NativePlan },
): Promise<AppliedNative> {
  // The feature is looked for first: a server that does not know it could take a suggestion for an order.
  if ((await github.listSuggestions(ref)) === 'unsupported') return { applied: [], suggested: [], left: labels }
  for (const label of labels) await github.ensureLabel(ref, label)
  const names = labels.map(({ name }) => name)
  if (names.length > 0) await github.explainLabels(ref, names, native)
  const duplicate = await suggestDuplicate(github, ref, native)
  if (native.type !== null || native.fields.length > 0) await github.suggestFields(ref, native, native)
  return outcomeOf(ref, { labels, native, duplicate }, github)
}

/** Only an existing label is suggested; GitHub would create a missing one. Returns the label's name if it was sent. */
async function suggestDuplicate(github: GitHub, ref: IssueRef, native: NativePlan): Promise<string | null> {
  if (native.duplicate === null) return null
  const { label, rationale } = native.duplicate
  const existing = await github.listLabels(ref)
  if (!existing.some((name) => name.toLowerCase() === label.toLowerCase())) return null
  await github.explainLabels(ref, [label], { ...native, rationale, suggest: true })
  return label
}

interface SentNative {
  readonly labels: readonly LabelDefinition[]
  readonly native: NativePlan
  readonly duplicate: string | null
}

async function outcomeOf(
  ref: IssueRef,
  { labels, native, duplicate }: SentNative,
  github: GitHub,
): Promise<AppliedNative> {
  const listed = await github.listSuggestions(ref)
  const recorded = listed === 'unsupported' ? [] : listed
  const issue = await github.readIssue(ref)
  const present = new Set(typeof issue === 'string' ? [] : issue.labels.map((name) => name.toLowerCase()))
  const isApplied = (name: string) => present.has(name.toLowerCase())
  const isSuggested = (name: string) => has(recorded, 'label', name)
  const names = labels.map(({ name }) => name)
  return {
    applied: names.filter(isApplied),
    suggested: [
      ...names.filter((name) => !isApplied(name) && isSuggested(name)),
      ...(duplicate !== null && isSuggested(duplicate) ? [duplicate] : []),
      ...(native.type !== null && has(recorded, 'type', native.type) ? ['type'] : []),
      ...native.fields.filter(({ id }) => has(recorded, 'field', String(id))).map(({ id }) => `field ${id}`),
    ],
    left: labels.filter(({ name }) => !isApplied(name) && !isSuggested(name)),
  }
}

function has(recorded: readonly Suggestion[], kind: Suggestion['kind'], name: string): boolean {
  return recorded.some((it) => it.kind === kind && it.name.toLowerCase() === name.toLowerCase())
}
