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

export type CommentChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'create'; readonly body: string }
  | { readonly kind: 'update'; readonly id: number; readonly body: string }

export interface Plan {
  readonly addLabels: readonly LabelDefinition[]
  /** Names of the bot's own labels that no longer apply. */
  readonly removeLabels: readonly string[]
  readonly comment: CommentChange
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
