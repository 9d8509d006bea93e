/**
 * Report, diagnosis and the issue's present state go in; a Plan comes out that holds only what has to change. On an
 * issue that is closed or locked nothing is changed. It does no I/O and leaves what people did as it is.
 */
import type { RelatedReports } from '../comments/duplicates-section.ts'
import { parseMarker, questionKey } from '../comments/marker.ts'
import { showsCredential } from '../comments/secret-warning.ts'
import { renderComment } from '../comments/triage-comment.ts'
import { renderWithdrawn } from '../comments/withdrawn-comment.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { solvedBy } from '../feedback/implicit-feedback.ts'
import type { IssueFeedback } from '../feedback/issue-feedback.ts'
import type { RequestedAnswer } from '../feedback/requested-answers.ts'
import type { Report } from '../report/report.ts'
import { DEFAULT_REPOSITORY_SETTINGS, type RepositorySettings } from '../settings/repository-settings.ts'
import type { Pack } from '../signatures/pack.ts'
import { commentChange } from './comment-changes.ts'
import { labelChanges } from './label-changes.ts'
import { askLabel, credentialLabel, type LabelNames, labelOf, ownLabels } from './labels.ts'
import type { IssueState, LabelDefinition, Plan } from './plan.ts'
import { MAY_WRITE, suppress, type WritePolicy } from './write-policy.ts'

export interface Situation {
  readonly report: Report
  readonly diagnosis: Diagnosis
  readonly pack: Pack
  readonly state: IssueState
  /** What the repository asks for; the defaults when left out. */
  readonly settings?: RepositorySettings
  /** Earlier reports of the same cause; none when left out. */
  readonly related?: RelatedReports
  /** What people said before; nothing when left out. */
  readonly heard?: IssueFeedback
  /** What somebody asked for just now; nothing when left out. */
  readonly answers?: readonly RequestedAnswer[]
  /** What to hold back; nothing when left out. */
  readonly policy?: WritePolicy
}

/** The plan for one issue. Deciding again on the state that the plan leads to gives an empty plan. */
export function decidePlan(situation: Situation): Plan {
  const { report, diagnosis, pack, related, heard, answers, state } = situation
  const { settings = DEFAULT_REPOSITORY_SETTINGS, policy = MAY_WRITE } = situation
  if (state.locked || !(state.open || mayClose(situation))) return nothing(situation)
  const labels = labelChanges(wantedLabels(situation), ownLabels(pack, settings.labels), state)
  const said = { ...(related && { related }), ...(heard && { heard }), ...(answers && { answers }) }
  const body = renderComment({ report, diagnosis, pack, settings, ...said })
  const withdrawn = renderWithdrawn(pack, state.ownComment?.body ?? null, diagnosis.reason === 'rejected')
  const { comment, retire, suppressed } = commentChange({ body, withdrawn, isNews: asksAnew(situation) }, state)
  const { addLabels, removeLabels } = labels
  const plan = { addLabels, removeLabels, comment, suppressed: [...labels.suppressed, ...suppressed] }
  return suppress(retire.length === 0 ? plan : { ...plan, retire }, policy)
}

/** A closed issue is left alone, but for the bot's own comment, which says how to keep a solved matter from coming back. */
function mayClose({ diagnosis, state, heard }: Situation): boolean {
  return (
    diagnosis.decision === 'assert' && state.ownComment !== null && solvedBy(heard?.feedbackEvents ?? []) !== undefined
  )
}

/** Whether the reporter answered one question and gets another, which they would not notice in an edit. */
function asksAnew({ diagnosis: { question }, state, heard }: Situation): boolean {
  if (question === null || state.ownComment === null || heard?.asked.includes(question)) return false
  // Of the comment, not of what is remembered: a walk that died after writing the new one remembers nothing.
  const stands = parseMarker(state.ownComment.body)?.question
  return stands !== undefined && stands !== questionKey(question)
}

/** Whether a plan changes nothing. What was suppressed is no change. */
export function isEmptyPlan(plan: Plan): boolean {
  return (
    plan.addLabels.length === 0 &&
    plan.removeLabels.length === 0 &&
    plan.comment.kind === 'none' &&
    !plan.retire?.length
  )
}

/** Labels that hold for a report and its diagnosis, before anything is compared with the issue; also what `triage` prints. */
export function wantedLabels(situation: Omit<Situation, 'state'>): readonly LabelDefinition[] {
  const { labels: names } = situation.settings ?? DEFAULT_REPOSITORY_SETTINGS
  return [...causeLabels(situation, names), ...(showsCredential(situation.report) ? [credentialLabel(names)] : [])]
}

function causeLabels({ diagnosis, pack }: Omit<Situation, 'state'>, names: LabelNames): readonly LabelDefinition[] {
  if (diagnosis.decision === 'ask') return diagnosis.question === null ? [] : [askLabel(names)]
  const signature = diagnosis.signature === null ? undefined : pack.signatures.get(diagnosis.signature)
  return diagnosis.decision === 'assert' && signature !== undefined ? [labelOf(signature, names)] : []
}

function nothing({ report, diagnosis, state }: Situation): Plan {
  const because = state.locked ? 'the issue is locked' : 'the issue is closed'
  const suppressed = diagnosis.decision === 'silent' && !showsCredential(report) ? [] : [because]
  return { addLabels: [], removeLabels: [], comment: { kind: 'none' }, suppressed }
}
