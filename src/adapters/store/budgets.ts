/** The part of the store's interface with limits: how much the bot may write, and GitHub's own limits. */
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'
import { HOUR_MS } from '../../core/time-units.ts'

/** A new comment that is about to be written, and the limits that apply to it. */
export interface CommentSlot {
  readonly ref: IssueRef
  /** Login of the issue's reporter. */
  readonly author: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly windowMs: number
  /** Maximum number of new comments in the window: in the whole repository, and on this reporter's issues in it. */
  readonly most: { readonly repository: number; readonly author: number }
}

/** Budget for new comments. */
export interface CommentBudget {
  /**
   * Takes a slot and returns true, or returns false if none is left. An issue keeps its slot, so asking again costs
   * nothing.
   */
  takeCommentSlot(slot: CommentSlot): Promise<boolean>
}

/** An act that takes a share of a budget. */
export interface Share {
  readonly repository: RepositoryRef
  /** Name of the budget, e.g. `labels`. */
  readonly budget: string
  /** Login or issue that the budget belongs to; empty for the whole repository. Case does not matter. */
  readonly subject: string
  /** Id of the act. Repeating the same act takes no further share. */
  readonly act: string
  /** Size of the share. Default: 1. */
  readonly count?: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly windowMs: number
  /** Size of the budget within the window. */
  readonly most: number
}

/** Budgets for recent acts. */
export interface RecentActs {
  /** Takes the whole share and returns true, or takes nothing and returns false. */
  takeShare(share: Share): Promise<boolean>
}

/** GitHub's limits on writes. */
export interface RateLimitRules {
  /** Minimum time between the end of a write and the next write, in milliseconds. */
  readonly gapMs: number
  /** At most `most` writes within `withinMs` milliseconds. */
  readonly limits: readonly { readonly most: number; readonly withinMs: number }[]
}

/**
 * Longest hold. "If you exceed your primary rate limit, … `x-ratelimit-reset`", which is within the hour:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api. If GitHub asks for a longer wait,
 * the next call is made after an hour and refused again. A longer hold means that the clock has since been set back.
 */
export const MAX_HOLD_MS = HOUR_MS

/** One installation's write lease, recent writes and holds. */
export interface RateLimitLedger {
  /**
   * Tries to take the write lease.
   * @returns 0 if the lease was taken, otherwise the milliseconds to wait before the next try
   */
  take(now: number, rules: RateLimitRules): Promise<number>
  /** Gives the lease back and records the write. */
  give(now: number, rules: RateLimitRules): Promise<void>
  /**
   * Records that GitHub asked us to wait `ms` milliseconds from now, at most an hour. A shorter hold never shortens a
   * longer one, unless the longer one ends too far in the future to be valid.
   */
  hold(now: number, ms: number): Promise<void>
  /** Returns the time at which the hold ends; a time in the past if there is no hold. */
  heldUntil(): Promise<number>
}

export interface RateLimits {
  /** The ledger is shared by all processes that use this store. */
  rateLimitOf(installation: number): RateLimitLedger
}
