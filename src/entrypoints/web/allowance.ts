/** How much each block of addresses may have in a minute, counted in windows of the clock. */

const WINDOW_MS = 60_000

/** Blocks that are counted at a time; beyond, the window begins again for all, which is kinder than memory without end. */
const MAX_BLOCKS = 10_000

export interface Allowance {
  /** @returns null when that is more than is left to the block; then nothing is taken */
  take(block: string, amount: number): TakenAllowance | null
  /** Seconds until everybody has all of it again. */
  wait(): number
}

export interface TakenAllowance {
  /** What was not used after all. */
  giveBack(amount: number): void
}

/** @param clock milliseconds since the epoch */
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
      const inIt = counts
      const taken = (inIt.get(block) ?? 0) + amount
      if (taken > most) return null
      inIt.set(block, taken)
      return { giveBack: (unused) => void inIt.set(block, (inIt.get(block) ?? 0) - unused) }
    },
    wait: () => Math.ceil(((Math.floor(clock() / WINDOW_MS) + 1) * WINDOW_MS - clock()) / 1000),
  }
}
