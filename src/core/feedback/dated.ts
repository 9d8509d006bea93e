/** Orders acts and feedback even when some are dated in the future because the bot's clock has since been set back. */
import { MINUTE_MS } from '../time-units.ts'

/** Something with a time. */
export interface Dated {
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** The clocks of GitHub, the bot and the bot's processes differ by less than this. */
const MAX_AHEAD_MS = 10 * MINUTE_MS

/** In milliseconds; longer than the interval between any two real times. */
const LONG_AGO = 1e15

/**
 * Makes times comparable by moving moments dated in the future before all others, in their original order. Otherwise,
 * feedback given after the clock was corrected would have no effect until that future date.
 *
 * @param now milliseconds since the epoch
 * @returns the moments in the given order; the same objects unless their time was changed
 */
export function comparableTimes<Moment extends Dated>(moments: readonly Moment[], now: number): readonly Moment[] {
  return moments.map((it) => (it.at > now + MAX_AHEAD_MS ? { ...it, at: it.at - LONG_AGO } : it))
}
