/**
 * A plan is what the bot would do to one issue, as plain data, already compared with what exists: an empty plan means
 * that nothing has to change. It can be printed (command line, dry run, tests) or applied (`adapters/github/apply-plan.ts`).
 */

/** A label with what it needs to be created. */
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
  /** Names of labels of the bot's own that no longer hold. */
  readonly removeLabels: readonly string[]
  readonly comment: CommentChange
  /** Comments of our own that a newer one takes the place of; they become a line that points to it. */
  readonly retire?: readonly number[]
  /** What was left undone out of respect for people, for the audit: e.g. `label removed by a person: auth: missing scope`. */
  readonly suppressed: readonly string[]
}

/** Who did something on GitHub, as far as the plan must know. */
export type EventActor = 'us' | 'person' | 'bot'

/** A label added to or removed from the issue, oldest first. */
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

/** What exists on the issue now; everything that deciding needs to know about the present. */
export interface IssueState {
  /** Login of the reporter; empty when nobody knows. */
  readonly author: string
  /** Milliseconds since the epoch; null for a report that is no issue of GitHub. */
  readonly createdAt: number | null
  readonly open: boolean
  readonly locked: boolean
  readonly labels: readonly string[]
  readonly labelEvents: readonly LabelEvent[]
  readonly ownComment: OwnComment | null
  /** Ids of older comments of our own that still speak, where writing a newer one was interrupted. */
  readonly olderComments?: readonly number[]
  /** True when the bot commented here before and the comment is gone: a person deleted it. */
  readonly ownCommentDeleted: boolean
}
