/**
 * The pure part of the corridor, steps 2 to 4: one issue, the state of things around it and the rules in force go in; the
 * report, its diagnosis and the plan come out. The same input gives the same triage, byte for byte.
 */
import type { CanonicalReference } from '../comments/duplicates-section.ts'
import { diagnose } from '../diagnosis/diagnose.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { applyFeedback } from '../feedback/apply-feedback.ts'
import { type IssueFeedback, NO_FEEDBACK } from '../feedback/issue-feedback.ts'
import type { RequestedAnswer } from '../feedback/requested-answers.ts'
import { readReport } from '../report/read-report.ts'
import type { RawIssue, Report } from '../report/report.ts'
import type { Rules } from '../settings/rules.ts'
import { decidePlan } from './decide.ts'
import type { IssueState, Plan } from './plan.ts'

/** What is said of one issue: everything there is to print, apply or remember. */
export interface Triage {
  readonly report: Report
  readonly diagnosis: Diagnosis
  readonly plan: Plan
  /** The report that stands for the cluster of this one, and is to be told that there is one more. */
  readonly canonical?: CanonicalReference
}

/** An issue that nobody has touched yet: what the command line plans against. */
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

/** What is in force, with what people said before and what somebody asks for just now. */
export interface TriageRules extends Rules {
  readonly heard?: IssueFeedback
  readonly answers?: readonly RequestedAnswer[]
}

/**
 * Steps 2 to 4.
 * @param issue untrusted, of any size
 */
export function triageReport(issue: RawIssue, state: IssueState, given: TriageRules): Triage {
  // 2. Read: redact, then cut into segments.
  return triageRead(readReport(issue, given.hints), state, given)
}

/** Steps 3 and 4 alone, for a report that was read already. */
export function triageRead(report: Report, state: IssueState, given: TriageRules): Triage {
  const { pack, settings, parameters, heard = NO_FEEDBACK, answers = [] } = given
  // 3. Diagnose: which known failure, by which evidence, and how sure; then what people's word leaves of it.
  const diagnosis = applyFeedback(diagnose(report, pack, parameters), heard, pack)
  // 4. Plan: labels and comment, compared with what exists.
  return { report, diagnosis, plan: decidePlan({ report, diagnosis, pack, settings, state, heard, answers }) }
}
