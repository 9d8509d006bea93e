/**
 * The history of a discussion's labels. GitHub keeps no timeline of a discussion, so it is derived from what the bot
 * recorded: a label that the bot added last and that is gone was removed by somebody else.
 */
import type { GitHub } from '../../adapters/github/github.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { DecisionRecord } from '../../adapters/store/stored-decisions.ts'
import type { LabelEvent } from '../../core/plan/plan.ts'

/** @returns the same client, which returns the derived events */
export function withLabelHistory(github: GitHub, store: Pick<Store, 'decisions' | 'feedbackOn'>): GitHub {
  return {
    ...github,
    async listLabelEvents(ref) {
      const issue = await github.readIssue(ref)
      if (typeof issue === 'string') return []
      const isUndone = (await store.feedbackOn(ref)).some(({ kind }) => kind === 'undo')
      return labelHistory(await store.decisions(ref), issue.labels, isUndone)
    },
  }
}

/**
 * @param decisions oldest first
 * @param present names of the labels that are on the discussion now
 * @param isUndone whether somebody undid what the bot wrote: then the bot itself may have removed the missing labels
 * @returns oldest first; only labels that the bot has set
 */
export function labelHistory(
  decisions: readonly Pick<DecisionRecord, 'undo'>[],
  present: readonly string[],
  isUndone: boolean,
): readonly LabelEvent[] {
  const written = decisions.flatMap(({ undo }): LabelEvent[] => [
    ...(undo?.addedLabels ?? []).map((label) => ({ label, action: 'labeled', by: 'us' }) as const),
    ...(undo?.removedLabels ?? []).map((label) => ({ label, action: 'unlabeled', by: 'us' }) as const),
  ])
  const here = new Set(present.map((name) => name.toLowerCase()))
  const last = new Map(written.map((it) => [it.label.toLowerCase(), it]))
  const lost = [...last].filter(([name, { action }]) => action === 'labeled' && !here.has(name))
  return [
    ...written,
    ...lost.map(([, { label }]) => ({ label, action: 'unlabeled', by: isUndone ? 'us' : 'person' }) as const),
  ]
}
