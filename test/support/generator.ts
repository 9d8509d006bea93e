/** Returns an integer from 0 to `below`, exclusive. */
export type Random = (below: number) => number

/** A linear congruential generator (the constants of Numerical Recipes): the same numbers for the same seed. */
export function generator(seed: number): Random {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
