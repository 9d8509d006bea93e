/** Finds the act of the bot that an undo reverts: the last act on the issue that no earlier undo reverted. */
import { comparableTimes, type Dated } from './dated.ts'

/**
 * @param acts of the bot, by the same clock as the undos
 * @param now milliseconds since the epoch, by the same clock
 * @returns undefined when every act is already undone
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
