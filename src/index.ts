/**
 * The public API: the pure part of the pipeline, for programs that read reports themselves. These exports are stable
 * and documented in docs/api.md, whose examples the tests run. Everything else is internal.
 */

export { openShippedPack } from './adapters/compiled-pack/shipped.ts'
export { shippedPack } from './adapters/config/shipped-pack.ts'
export { readPackFolder } from './adapters/pack-folder.ts'
export { diagnose } from './core/diagnosis/diagnose.ts'
export type { Candidate, Decision, Diagnosis, Evidence, Reason, Strength } from './core/diagnosis/diagnosis.ts'
export { ERROR_CODES, type ErrorCode, TriageError } from './core/errors.ts'
export type { IssueState, LabelDefinition, Plan } from './core/plan/plan.ts'
export { type Triage, triageReport, UNTOUCHED } from './core/plan/triage-report.ts'
export { cleanAndRedact as redact } from './core/report/clean-and-redact.ts'
export { parseIssueText } from './core/report/issue-text.ts'
export { readReport } from './core/report/read-report.ts'
export type { Attachment, RawIssue, Report, Secret, Segment } from './core/report/report.ts'
export { plainRules } from './core/settings/plain-rules.ts'
export type { Rules } from './core/settings/rules.ts'
export { loadPack } from './core/signatures/load.ts'
export type { Pack, StreamScanner } from './core/signatures/pack.ts'
export type { PackFile } from './core/signatures/parse.ts'
