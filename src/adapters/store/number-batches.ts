/** Lengths of the lists in statements. Few lengths make few statements, each of which is prepared once. */
const LENGTHS = [1, 10, 100] as const
/** Keeps each statement's time, which blocks the main thread on SQLite, to a millisecond or two. */
const MAX_LENGTH = 100

/**
 * Splits numbers into lists for the `in` of one statement each. A shorter list is filled up with its last number, which
 * finds nothing twice.
 */
export function numberBatches(numbers: Iterable<number>): readonly (readonly number[])[] {
  const distinct = [...new Set(numbers)].sort((a, b) => a - b)
  const batches: number[][] = []
  for (let at = 0; at < distinct.length; at += MAX_LENGTH) batches.push(filledUp(distinct.slice(at, at + MAX_LENGTH)))
  return batches
}

function filledUp(batch: readonly number[]): number[] {
  const length = LENGTHS.find((it) => it >= batch.length) ?? MAX_LENGTH
  return [...batch, ...new Array<number>(length - batch.length).fill(batch.at(-1) as number)]
}
