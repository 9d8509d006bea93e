/** Step 8 of the pipeline: what is kept about one run, for the audit and for `/triage undo`. None of the issue's text. */
import type { AppliedPlan } from '../adapters/github/apply-plan.ts'
import type { DecisionRecord, Undo } from '../adapters/store/stored-decisions.ts'
import type { IssueRef } from '../core/issue-ref.ts'
import type { IssueState } from '../core/plan/plan.ts'
import type { Triage } from '../core/plan/triage-report.ts'

/** What one run of the pipeline was about. */
export interface TriageRun {
  readonly ref: IssueRef
  readonly delivery: string | null
  readonly isDiscussion?: true
  /** Fingerprint of the pack in force. */
  readonly pack: string
}

/** What the run has written, and what stood there before. */
export interface WrittenState {
  readonly applied: AppliedPlan
  /** The comment before the writes; null if its text may not be shown again. */
  readonly earlier: IssueState['ownComment']
  /** Hashes of the texts of the issue from which the comment was written. */
  readonly sources: readonly string[]
}

/** @param at milliseconds since the epoch */
export function decisionRecord(run: TriageRun, at: number, triage: Triage, written: WrittenState): DecisionRecord {
  return { ...run, at, ...summarise(triage, written.applied), ...undoOf(written) }
}

/** Says why the bot stays silent on a text that exceeds the limits, so that maintainers see it on the issue's page. */
export function unreadableRecord(run: TriageRun, at: number): DecisionRecord {
  return {
    ...run,
    at,
    decision: 'silent',
    reason: 'unreadable',
    signature: null,
    confidence: 0,
    evidence: [],
    acts: [],
  }
}

function summarise({ diagnosis, plan }: Triage, applied: AppliedPlan) {
  const { addedLabels, removedLabels, comment, notPermitted, suppressedWrites = [] } = applied
  const { suggested = [], unexplained = [] } = applied
  const { decision, reason, signature, confidence, ranked } = diagnosis
  return {
    decision,
    reason,
    signature,
    confidence,
    ...(diagnosis.question !== null && { question: diagnosis.question }),
    evidence: ranked[0]?.evidence.map(({ id }) => id) ?? [],
    acts: [
      ...addedLabels.map((name) => `label added: ${name}`),
      ...removedLabels.map((name) => `label removed: ${name}`),
      ...suggested.map((name) => `suggested: ${name}`),
      ...unexplained.map((name) => `added without a reason, which GitHub did not take: ${name}`),
      ...(comment.kind === 'none' ? [] : [`comment ${comment.kind}`]),
      ...plan.suppressed.map((what) => `suppressed: ${what}`),
      ...suppressedWrites.map((what) => `suppressed: nothing is written: ${what}`),
      ...notPermitted.map((feature) => `not permitted: ${feature}`),
    ],
  }
}

/** The data that `/triage undo` needs to revert the writes; empty if nothing was written. */
function undoOf({ applied, earlier, sources }: WrittenState): { undo?: Undo } {
  const { addedLabels, removedLabels, comment } = applied
  if (addedLabels.length === 0 && removedLabels.length === 0 && comment.kind === 'none') return {}
  const before = comment.kind === 'updated' ? (earlier?.body ?? null) : null
  const written = comment.kind === 'none' ? null : { id: comment.id, before }
  return { undo: { addedLabels, removedLabels, comment: written, sources } }
}
