import type { IssueState, Plan } from '../../src/core/plan/plan.ts'

/** An untouched open issue. Tests override the fields that matter to them. */
export function stateOf(overrides: Partial<IssueState> = {}): IssueState {
  return {
    author: 'reporter',
    createdAt: null,
    open: true,
    locked: false,
    labels: [],
    labelEvents: [],
    ownComment: null,
    ownCommentDeleted: false,
    ...overrides,
  }
}

/** The state after a plan is applied. */
export function applyTo(state: IssueState, plan: Plan): IssueState {
  const added = plan.addLabels.map((label) => label.name)
  return {
    ...state,
    labels: [...state.labels.filter((name) => !plan.removeLabels.includes(name)), ...added],
    labelEvents: [
      ...state.labelEvents,
      ...added.map((label) => ({ label, action: 'labeled', by: 'us' }) as const),
      ...plan.removeLabels.map((label) => ({ label, action: 'unlabeled', by: 'us' }) as const),
    ],
    ownComment:
      plan.comment.kind === 'none' ? state.ownComment : { id: state.ownComment?.id ?? 1, body: plan.comment.body },
  }
}
