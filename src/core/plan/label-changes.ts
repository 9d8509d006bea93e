/** What has to change about the labels of one issue. People's labels, and labels that people took off, are left alone. */
import { labelKey } from './labels.ts'
import type { IssueState, LabelDefinition, LabelEvent } from './plan.ts'

export interface LabelChanges {
  readonly addLabels: readonly LabelDefinition[]
  readonly removeLabels: readonly string[]
  readonly suppressed: readonly string[]
}

/**
 * The difference between the labels that should be there and those that are.
 * @param wanted labels that hold now
 * @param own every label that the bot may set; no other is ever removed
 */
export function labelChanges(
  wanted: readonly LabelDefinition[],
  own: readonly LabelDefinition[],
  state: IssueState,
): LabelChanges {
  const present = new Set(state.labels.map(labelKey))
  const missing = wanted.filter((label) => !present.has(labelKey(label.name)))
  const suppressed = missing.filter((label) => removedByOthers(label.name, state))
  const holds = new Set(wanted.map((label) => labelKey(label.name)))
  const ours = new Set(own.map((label) => labelKey(label.name)))
  const outdated = state.labels.filter((name) => ours.has(labelKey(name)) && !holds.has(labelKey(name)))
  return {
    addLabels: missing.filter((label) => !suppressed.includes(label)),
    removeLabels: outdated.filter((name) => lastEvent(name, 'labeled', state)?.by === 'us'),
    suppressed: [
      ...suppressed.map((label) => `${removedByOthers(label.name, state)}: ${label.name}`),
      ...outdated
        .filter((name) => addedByOthers(name, state))
        .map((name) => `label not set by the bot is kept: ${name}`),
    ],
  }
}

/** Another bot that takes a label off may speak for a person, and two bots must not pull at one label. */
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
