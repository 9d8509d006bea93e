/**
 * The public API: the pure part of the corridor, for programs that read reports themselves. What stands here is kept
 * stable and documented in docs/api.md, whose examples the tests run; everything else is internal.
 */
export { plainRules, type Rules } from './config/rules.ts'
export { shippedPack } from './config/shipped-pack.ts'
export { diagnose } from './diagnosis/diagnose.ts'
export type { Candidate, Decision, Diagnosis, Evidence, Reason, Strength } from './diagnosis/diagnosis.ts'
export { ERROR_CODES, type ErrorCode, TriageError } from './errors.ts'
export type { IssueState, LabelDefinition, Plan } from './plan/plan.ts'
export { cleanAndRedact as redact } from './report/clean-and-redact.ts'
export { parseIssueText } from './report/issue-text.ts'
export { readReport } from './report/read-report.ts'
export type { Attachment, RawIssue, Report, Secret, Segment } from './report/report.ts'
export { readPackFolder } from './signatures/folder.ts'
export { loadPack } from './signatures/load.ts'
export type { Pack, StreamScanner } from './signatures/pack.ts'
export type { PackFile } from './signatures/parse.ts'
export { type Triage, triageReport, UNTOUCHED } from './triage-report.ts'
