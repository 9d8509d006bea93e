/**
 * The pure part of the pipeline, steps 2 to 4: turns an issue, its state and the rules in force into the report, its
 * diagnosis and the plan. The same input gives the same triage, byte for byte.
 */

import type { Alarm } from '../alarms/find-alarm.ts'
import type { CommentAudience } from '../comments/comment-context.ts'
import type { CanonicalReference } from '../comments/duplicates-section.ts'
import { diagnose } from '../diagnosis/diagnose.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { applyFeedback } from '../feedback/apply-feedback.ts'
import { type IssueFeedback, NO_FEEDBACK } from '../feedback/issue-feedback.ts'
import type { RequestedAnswer } from '../feedback/requested-answers.ts'
import type { FixNotice } from '../fixes/fix-notice.ts'
import { readReport } from '../report/read-report.ts'
import type { RawIssue, Report } from '../report/report.ts'
import type { Rules } from '../settings/rules.ts'
import { decidePlan } from './decide.ts'
import type { IssueState, Plan } from './plan.ts'

/** The result of triaging one issue: everything to print, apply or record. */
export interface Triage {
  readonly report: Report
  readonly diagnosis: Diagnosis
  readonly plan: Plan
  /** The canonical report of the cluster that this report belongs to, if its comment has to be updated. */
  readonly canonical?: CanonicalReference
  /** The incident or regression that this report belongs to. */
  readonly alarm?: Alarm
  /** What is known about the fix of the cause. */
  readonly fix?: FixNotice
}

/** The state of a new issue without labels or comments; the command line plans against it. */
export const UNTOUCHED: IssueState = {
  author: '',
  createdAt: null,
  open: true,
  locked: false,
  labels: [],
  labelEvents: [],
  ownComment: null,
  ownCommentDeleted: false,
}

/** The rules in force, with the feedback so far and the answers to the commands being handled. */
export interface TriageRules extends Rules {
  readonly feedback?: IssueFeedback
  readonly answers?: readonly RequestedAnswer[]
  /** Who reads the comment; people on GitHub if omitted. */
  readonly audience?: CommentAudience
}

/**
 * Runs steps 2 to 4.
 * @param issue untrusted, of any size
 */
export function triageReport(issue: RawIssue, state: IssueState, given: TriageRules): Triage {
  // 2. Read: redact, then cut into segments.
  return triageRead(readReport(issue, given.hints), state, given)
}

/** Runs steps 3 and 4 on a report that has already been read. */
export function triageRead(report: Report, state: IssueState, given: TriageRules): Triage {
  const { pack, settings, parameters, feedback = NO_FEEDBACK, answers = [], audience } = given
  // 3. Diagnose: find the known failure, the evidence for it and the confidence; then apply the feedback.
  const diagnosis = applyFeedback(diagnose(report, pack, parameters), feedback, pack)
  // 4. Plan: labels and comment, as a difference from the present state.
  const situation = { report, diagnosis, pack, settings, state, feedback, answers, ...(audience && { audience }) }
  return { report, diagnosis, plan: decidePlan(situation) }
}
