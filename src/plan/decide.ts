/**
 * Report, diagnosis and the issue's present state go in; a Plan comes out that holds only what has to change. On an
 * issue that is closed or locked nothing is changed. It does no I/O and leaves what people did as it is.
 */
import { showsCredential } from '../comments/secret-warning.ts'
import { renderComment } from '../comments/triage-comment.ts'
import { renderWithdrawn } from '../comments/withdrawn-comment.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { Report } from '../report/report.ts'
import type { Pack } from '../signatures/pack.ts'
import { commentChange } from './comment-changes.ts'
import { labelChanges } from './label-changes.ts'
import { ASK_LABEL, CREDENTIAL_LABEL, labelOf, ownLabels } from './labels.ts'
import type { IssueState, LabelDefinition, Plan } from './plan.ts'

export interface Situation {
  readonly report: Report
  readonly diagnosis: Diagnosis
  readonly pack: Pack
  readonly state: IssueState
}

/** The plan for one issue. Deciding again on the state that the plan leads to gives an empty plan. */
export function decidePlan(situation: Situation): Plan {
  const { report, diagnosis, pack, state } = situation
  if (!state.open || state.locked) return nothing(situation)
  const labels = labelChanges(wantedLabels(situation), ownLabels(pack), state)
  const body = renderComment({ report, diagnosis, pack })
  const { comment, withheld } = commentChange(body, renderWithdrawn(pack, state.ownComment?.body ?? null), state)
  return {
    addLabels: labels.addLabels,
    removeLabels: labels.removeLabels,
    comment,
    withheld: [...labels.withheld, ...withheld],
  }
}

/** Whether a plan changes nothing. What was withheld is no change. */
export function isEmptyPlan(plan: Plan): boolean {
  return plan.addLabels.length === 0 && plan.removeLabels.length === 0 && plan.comment.kind === 'none'
}

/** Labels that hold for a report and its diagnosis, before anything is compared with the issue; also what `triage` prints. */
export function wantedLabels({ report, diagnosis, pack }: Omit<Situation, 'state'>): readonly LabelDefinition[] {
  return [...causeLabels(diagnosis, pack), ...(showsCredential(report) ? [CREDENTIAL_LABEL] : [])]
}

function causeLabels(diagnosis: Diagnosis, pack: Pack): readonly LabelDefinition[] {
  if (diagnosis.decision === 'ask') return [ASK_LABEL]
  const signature = diagnosis.signature === null ? undefined : pack.signatures.get(diagnosis.signature)
  return diagnosis.decision === 'assert' && signature !== undefined ? [labelOf(signature)] : []
}

function nothing({ report, diagnosis, state }: Situation): Plan {
  const because = state.locked ? 'the issue is locked' : 'the issue is closed'
  const withheld = diagnosis.decision === 'silent' && !showsCredential(report) ? [] : [because]
  return { addLabels: [], removeLabels: [], comment: { kind: 'none' }, withheld }
}
