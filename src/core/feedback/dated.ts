/**
 * The order of what was done and said, where some of it may be dated in the future: by a clock of ours that has been set
 * back since. Pure.
 */

/** What has a time. */
export interface Dated {
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** GitHub's clock and ours, or those of two processes, differ by less. */
const MAX_AHEAD_MS = 10 * 60 * 1000

/** More than lies between any two times. */
const LONG_AGO = 1e15

/**
 * Moments with times that can be compared. What is dated in the future came before all that is dated rightly, in its own
 * order: else a word that was given after the clock was mended would count for nothing until that date.
 *
 * @param now milliseconds since the epoch
 * @returns the moments in the order in which they were given; the same objects unless their time had to be changed
 */
export function dated<Moment extends Dated>(moments: readonly Moment[], now: number): readonly Moment[] {
  return moments.map((it) => (it.at > now + MAX_AHEAD_MS ? { ...it, at: it.at - LONG_AGO } : it))
}
