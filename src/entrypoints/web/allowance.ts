/** A per-minute budget for each address block, counted in fixed clock windows. */

const WINDOW_MS = 60_000

/**
 * Maximum number of address blocks counted at a time. Beyond that, all counts start again, so that memory stays
 * bounded.
 */
const MAX_BLOCKS = 10_000

export interface Allowance {
  /** @returns null, and takes nothing, if the block has less than `amount` left */
  take(block: string, amount: number): TakenAllowance | null
  /** Seconds until every block has its full allowance again. */
  wait(): number
}

export interface TakenAllowance {
  /** Gives back the unused part. */
  giveBack(amount: number): void
}

/**
 * @param most the allowance per block and minute
 * @param clock milliseconds since the epoch
 */
export function createAllowance(most: number, clock: () => number): Allowance {
  let window = Number.NaN
  let counts = new Map<string, number>()
  return {
    take(block, amount) {
      const now = Math.floor(clock() / WINDOW_MS)
      if (now !== window || counts.size >= MAX_BLOCKS) {
        window = now
        counts = new Map()
      }
      const current = counts
      const taken = (current.get(block) ?? 0) + amount
      if (taken > most) return null
      current.set(block, taken)
      return { giveBack: (unused) => void current.set(block, (current.get(block) ?? 0) - unused) }
    },
    wait: () => Math.ceil(((Math.floor(clock() / WINDOW_MS) + 1) * WINDOW_MS - clock()) / 1000),
  }
}
