/**
 * A plan is plain data: the difference between an issue as it is and as the bot wants it to be. An empty plan changes
 * nothing. A plan can be printed (command line, dry run, tests) or applied (`adapters/github/apply-plan.ts`).
 */

/** A label with everything needed to create it. */
export interface LabelDefinition {
  readonly name: string
  /** Six hex digits without `#`. */
  readonly color: string
  /** At most 100 characters (GitHub's limit). */
  readonly description: string
}

/** The explanation that GitHub shows beside a change or a suggestion. */
export interface NativeDetails {
  /** At most 280 characters, redacted. */
  readonly rationale: string
  readonly confidence: 'low' | 'medium' | 'high'
  /** Whether a person has to approve the change. */
  readonly suggest: boolean
}

/** The part of a plan that uses GitHub's own fields. Nothing in it opens or closes an issue. */
export interface NativePlan extends NativeDetails {
  /** Names of those added labels that get an explanation. */
  readonly labels: readonly string[]
  /** Name of the issue type to suggest; null for none. Always a suggestion, like the fields. */
  readonly type: string | null
  /** Values to suggest for issue fields, by the field's id. */
  readonly fields: readonly NativeField[]
  /** The label to suggest because the cause was reported before; null for none. Never added without approval. */
  readonly duplicate: { readonly label: string; readonly rationale: string } | null
}

export interface NativeField {
  readonly id: number
  readonly value: string
}

/** What somebody has suggested on an issue, and what became of it. */
export interface Suggestion {
  readonly kind: 'label' | 'type' | 'field'
  /** The label's name, the type's name, or the field's id in digits. */
  readonly name: string
  readonly state: 'pending' | 'applied' | 'approved' | 'dismissed' | 'replaced' | 'invalidated'
}

export type CommentChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'create'; readonly body: string }
  | { readonly kind: 'update'; readonly id: number; readonly body: string }

export interface Plan {
  readonly addLabels: readonly LabelDefinition[]
  /** Names of the bot's own labels that no longer apply. */
  readonly removeLabels: readonly string[]
  readonly comment: CommentChange
  /** Omitted unless the repository uses GitHub's own fields. */
  readonly native?: NativePlan
  /** Ids of the bot's comments that a newer one replaces; each becomes a line that points to the newer one. */
  readonly retire?: readonly number[]
  /**
   * Changes that were left out of the plan, with the reasons, for the audit, e.g. `label removed by a person: auth:
   * missing scope`.
   */
  readonly suppressed: readonly string[]
}

/** The author of an event on GitHub: this bot, a person or another bot. */
export type EventActor = 'us' | 'person' | 'bot'

/** One addition or removal of a label. */
export interface LabelEvent {
  readonly label: string
  readonly action: 'labeled' | 'unlabeled'
  readonly by: EventActor
}

/** The bot's own comment on the issue. */
export interface OwnComment {
  readonly id: number
  readonly body: string
}

/** The parts of the issue's current state that planning needs. */
export interface IssueState {
  /** Login of the reporter; empty when unknown. */
  readonly author: string
  /** Milliseconds since the epoch; null for a report that is not a GitHub issue. */
  readonly createdAt: number | null
  readonly open: boolean
  readonly locked: boolean
  readonly labels: readonly string[]
  /** The issue's type; null if it has none, omitted if unknown. */
  readonly type?: string | null
  /** Ids of the issue fields that have a value; omitted if unknown. */
  readonly fields?: readonly number[]
  /** Suggestions in any state; omitted if the repository does not use GitHub's own fields. */
  readonly suggestions?: readonly Suggestion[]
  /** Oldest first. */
  readonly labelEvents: readonly LabelEvent[]
  readonly ownComment: OwnComment | null
  /**
   * Ids of the bot's older comments that were not retired because the bot was interrupted while writing the newer one.
   */
  readonly olderComments?: readonly number[]
  /** Whether a person deleted the bot's comment: the bot has commented before, and the comment is gone. */
  readonly ownCommentDeleted: boolean
}
