/** GitHub's own fields for an agent's changes: rationale, confidence and suggestions that a person approves. */
import type { IssueRef } from '../../core/issue-ref.ts'
import type { NativeDetails, NativeField, Suggestion } from '../../core/plan/plan.ts'

/** `unsupported`: the server or the repository does not offer the feature; nothing was written. */
export type NativeOutcome = 'sent' | 'unsupported'

export interface SuggestionReader {
  /** Returns the suggestions on an issue in every state, at most the first 100. */
  listSuggestions(ref: IssueRef): Promise<readonly Suggestion[] | 'unsupported'>
}

/** GitHub accepts these calls whether or not it records a suggestion, so read the suggestions afterwards. */
export interface NativeWriters {
  /** Adds labels with an explanation, or suggests them; never replaces any. */
  explainLabels(ref: IssueRef, names: readonly string[], details: NativeDetails): Promise<NativeOutcome>
  /** Suggests an issue type and values for issue fields. */
  suggestFields(ref: IssueRef, fields: SuggestedFields, details: NativeDetails): Promise<NativeOutcome>
}

export interface SuggestedFields {
  readonly type: string | null
  readonly fields: readonly NativeField[]
}
