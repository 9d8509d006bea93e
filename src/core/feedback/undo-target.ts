/** Finds the bot's act that an undo reverts: its last act on the issue that no earlier undo has reverted. */
import { comparableTimes, type Dated } from './dated.ts'

/**
 * @param acts the bot's acts, dated by the same clock as the undos
 * @param now milliseconds since the epoch, by the same clock
 * @returns the act to revert; undefined when every act has already been undone
 */
export function findUndoTarget<Act extends Dated>(
  acts: readonly Act[],
  undos: readonly Dated[],
  now: number,
): Act | undefined {
  const remaining: Act[] = []
  const moments = [
    ...comparableTimes(acts, now).map(({ at }, index) => ({ at, act: acts[index] })),
    ...comparableTimes(undos, now).map(({ at }) => ({ at, act: undefined })),
  ]
  for (const { act } of moments.sort((a, b) => a.at - b.at)) {
    if (act === undefined) remaining.pop()
    else remaining.push(act)
  }
  return remaining.at(-1)
}
