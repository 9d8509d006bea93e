/**
 * Makes the Plan for an issue from its report, its diagnosis and its current state. The plan contains only the
 * necessary changes. Locked issues stay unchanged, and so do closed ones, except for the bot's comment on a solved
 * issue. People's changes are respected. Does no I/O.
 */
import type { CommentAudience } from '../comments/comment-context.ts'
import type { RelatedReports } from '../comments/duplicates-section.ts'
import { frameIn } from '../comments/frame/frames.ts'
import type { Incident } from '../comments/incident-section.ts'
import { parseMarker, questionKey } from '../comments/marker.ts'
import { showsCredential } from '../comments/secret-warning.ts'
import { renderComment } from '../comments/triage-comment.ts'
import { renderWithdrawn } from '../comments/withdrawn-comment.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { solvedBy } from '../feedback/implicit-feedback.ts'
import type { IssueFeedback } from '../feedback/issue-feedback.ts'
import type { RequestedAnswer } from '../feedback/requested-answers.ts'
import type { FixNotice } from '../fixes/fix-notice.ts'
import type { Language, Report } from '../report/report.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../settings/default-settings.ts'
import type { RepositorySettings } from '../settings/repository-settings.ts'
import type { Pack } from '../signatures/pack.ts'
import { commentChange } from './comment-changes.ts'
import { labelChanges } from './label-changes.ts'
import {
  askLabel,
  credentialLabel,
  type LabelNames,
  labelKey,
  labelOf,
  labelsForAll,
  ownLabels,
  waitingLabel,
} from './labels.ts'
import { labelsOfCause, nativePlan } from './native-plan.ts'
import type { IssueState, LabelDefinition, Plan } from './plan.ts'
import { whoseTurn } from './whose-turn.ts'
import { MAY_WRITE, suppress, type WritePolicy } from './write-policy.ts'

export interface PlanContext {
  readonly report: Report
  readonly diagnosis: Diagnosis
  readonly pack: Pack
  readonly state: IssueState
  /** The repository's settings; the defaults if omitted. */
  readonly settings?: RepositorySettings
  /** Earlier reports of the same cause; none if omitted. */
  readonly related?: RelatedReports
  /** The incident that the report belongs to, if the repository wants it in answers; none if omitted. */
  readonly incident?: Incident
  /** What is known about the fix of the cause; nothing if omitted. */
  readonly fix?: FixNotice
  /** Feedback so far; none if omitted. */
  readonly feedback?: IssueFeedback
  /** Answers to the commands being handled; none if omitted. */
  readonly answers?: readonly RequestedAnswer[]
  /** Who reads the comment; people on GitHub if omitted. */
  readonly audience?: CommentAudience
  /** The changes to suppress; none if omitted. */
  readonly policy?: WritePolicy
}

/** @returns the plan for one issue. Planning again from the resulting state gives an empty plan. */
export function decidePlan(situation: PlanContext): Plan {
  const { report, diagnosis, pack, related, incident, feedback, answers, audience, state } = situation
  const { settings = DEFAULT_REPOSITORY_SETTINGS, policy = MAY_WRITE } = situation
  if (state.locked || !(state.open || mayUpdateClosed(situation))) return emptyPlan(situation)
  const labels = isOnlyFix(situation)
    ? NO_LABELS
    : labelChanges(wantedLabels(situation), ownLabels(pack, settings.labels), state)
  const fix = fixToShow(situation)
  const optional = {
    ...(related && { related }),
    ...(incident && { incident }),
    ...(fix && { fix }),
    ...(feedback && { feedback }),
    ...(answers && { answers }),
    ...(audience && { audience }),
  }
  const frame = frameIn(languageOf(report, settings))
  const body = renderComment({ report, diagnosis, pack, settings, frame, ...optional })
  const withdrawn = renderWithdrawn(pack, state.ownComment?.body ?? null, diagnosis.reason === 'rejected')
  const { comment, retire, suppressed } = commentChange({ body, withdrawn, isNews: asksNextQuestion(situation) }, state)
  const { addLabels, removeLabels } = labels
  const causes = labelsOfCause(addLabels, { settings, causes: causeLabels(situation, settings.labels) })
  const native = nativePlan({ diagnosis, pack, settings, state, related }, causes)
  const plan = {
    addLabels,
    removeLabels,
    comment,
    ...(native !== null && { native }),
    suppressed: [...labels.suppressed, ...suppressed],
  }
  return suppress(retire.length === 0 ? plan : { ...plan, retire }, policy)
}

/** Another language than English needs a clear report and the repository's consent. */
function languageOf({ language }: Report, { wording }: RepositorySettings): Language {
  return language && wording.languages.includes(language) ? language : 'en'
}

/**
 * On a closed issue, only the bot's own comment is updated, and only to explain how to keep a solved failure from
 * coming back, or to ask the reporters about a fix.
 */
function mayUpdateClosed(situation: PlanContext): boolean {
  return situation.state.ownComment !== null && (isSolved(situation) || isOnlyFix(situation))
}

function isSolved({ diagnosis, feedback }: PlanContext): boolean {
  return diagnosis.decision === 'assert' && solvedBy(feedback?.feedbackEvents ?? []) !== undefined
}

/** Whether the issue is closed, and its comment changes only because of what is known about the fix. */
function isOnlyFix({ state, fix, ...situation }: PlanContext): boolean {
  return !state.open && !isSolved({ state, ...situation }) && (fix?.kind === 'asked' || fix?.kind === 'withdrawn')
}

const NO_LABELS: ReturnType<typeof labelChanges> = { addLabels: [], removeLabels: [], suppressed: [] }

/** Drops the question to the reporters where it would need a comment that must not be created. */
function fixToShow({ fix, state }: PlanContext): FixNotice | undefined {
  return fix?.kind === 'asked' && state.ownComment === null && !fix.mayCreate ? undefined : fix
}

/** Whether the reporter answered one question and gets another, which would go unnoticed in an edit. */
function asksNextQuestion({ diagnosis: { question }, state, feedback }: PlanContext): boolean {
  if (question === null || state.ownComment === null || feedback?.asked.includes(question)) return false
  // Uses the comment rather than the store, because a run that died after writing the new comment has recorded nothing.
  const shown = parseMarker(state.ownComment.body)?.question
  return shown !== undefined && shown !== questionKey(question)
}

/** Whether a plan changes nothing. Suppressed changes do not count. */
export function isEmptyPlan(plan: Plan): boolean {
  return (
    plan.addLabels.length === 0 &&
    plan.removeLabels.length === 0 &&
    plan.comment.kind === 'none' &&
    !plan.retire?.length &&
    !suggestsAnything(plan)
  )
}

/** Whether a plan suggests anything besides the labels that it adds. */
function suggestsAnything({ native }: Plan): boolean {
  return native !== undefined && (native.type !== null || native.fields.length > 0 || native.duplicate !== null)
}

/**
 * @returns the labels for a report and its diagnosis, not yet compared with those on the issue; the `triage` command
 *   prints them, too
 */
export function wantedLabels(situation: Omit<PlanContext, 'state'>): readonly LabelDefinition[] {
  const { labels: names, mode } = situation.settings ?? DEFAULT_REPOSITORY_SETTINGS
  const turn = whoseTurn({ ...situation, isAnswering: mode !== 'label-only' })
  const all = [
    ...causeLabels(situation, names),
    ...(turn === null ? [] : waitingLabel(turn, names)),
    ...(showsCredential(situation.report) ? [credentialLabel(names)] : []),
  ]
  // A repository can give several of them the same name.
  return all.filter((label, at) => all.findIndex(({ name }) => labelKey(name) === labelKey(label.name)) === at)
}

function causeLabels({ diagnosis, pack }: Omit<PlanContext, 'state'>, names: LabelNames): readonly LabelDefinition[] {
  if (diagnosis.decision === 'ask') return diagnosis.question === null ? [] : [askLabel(names)]
  const signature = diagnosis.signature === null ? undefined : pack.signatures.get(diagnosis.signature)
  if (diagnosis.decision !== 'assert' || signature === undefined) return []
  return [labelOf(signature, names, pack.folders.get(signature.id)), ...labelsForAll(names)]
}

function emptyPlan({ report, diagnosis, state }: PlanContext): Plan {
  const because = state.locked ? 'the issue is locked' : 'the issue is closed'
  const suppressed = diagnosis.decision === 'silent' && !showsCredential(report) ? [] : [because]
  return { addLabels: [], removeLabels: [], comment: { kind: 'none' }, suppressed }
}
