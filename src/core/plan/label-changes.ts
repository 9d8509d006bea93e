/** Determines the changes to an issue's labels. Respects labels that people added or removed. */
import { labelKey } from './labels.ts'
import type { IssueState, LabelDefinition, LabelEvent } from './plan.ts'

export interface LabelChanges {
  readonly addLabels: readonly LabelDefinition[]
  readonly removeLabels: readonly string[]
  readonly suppressed: readonly string[]
}

/**
 * @param wanted labels that the issue should have
 * @param own every label that the bot may set; no other label is ever removed
 * @returns the difference between wanted and present labels
 */
export function labelChanges(
  wanted: readonly LabelDefinition[],
  own: readonly LabelDefinition[],
  state: IssueState,
): LabelChanges {
  const present = new Set(state.labels.map(labelKey))
  const missing = wanted.filter((label) => !present.has(labelKey(label.name)))
  const suppressed = missing.filter((label) => whySuppressed(label.name, state) !== null)
  const wantedKeys = new Set(wanted.map((label) => labelKey(label.name)))
  const ownKeys = new Set(own.map((label) => labelKey(label.name)))
  const outdated = state.labels.filter((name) => ownKeys.has(labelKey(name)) && !wantedKeys.has(labelKey(name)))
  return {
    addLabels: missing.filter((label) => !suppressed.includes(label)),
    removeLabels: outdated.filter((name) => lastEvent(name, 'labeled', state)?.by === 'us'),
    suppressed: [
      ...suppressed.map((label) => `${whySuppressed(label.name, state)}: ${label.name}`),
      ...outdated
        .filter((name) => addedByOthers(name, state))
        .map((name) => `label not set by the bot is kept: ${name}`),
    ],
  }
}

/** A label is suggested once, whatever people made of the suggestion. */
function whySuppressed(name: string, state: IssueState): string | null {
  const suggestion = state.suggestions?.find((it) => it.kind === 'label' && labelKey(it.name) === labelKey(name))
  return removedByOthers(name, state) ?? (suggestion === undefined ? null : `label suggested (${suggestion.state})`)
}

/** A removal by another bot counts too: it may act for a person, and two bots must not fight over a label. */
function removedByOthers(name: string, state: IssueState): string | null {
  const by = lastEvent(name, 'unlabeled', state)?.by ?? 'us'
  return { us: null, person: 'label removed by a person', bot: 'label removed by another bot' }[by]
}

function addedByOthers(name: string, state: IssueState): boolean {
  return lastEvent(name, 'labeled', state)?.by !== 'us'
}

function lastEvent(name: string, action: LabelEvent['action'], state: IssueState): LabelEvent | undefined {
  return state.labelEvents.findLast((event) => event.action === action && labelKey(event.label) === labelKey(name))
}
