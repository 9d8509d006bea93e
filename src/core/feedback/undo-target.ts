/** Which act of the bot an undo takes back: acts and earlier undos of one issue go in, the last act that stands comes out. */
import { type Dated, dated } from './dated.ts'

/**
 * @param acts and undos by one clock
 * @param now milliseconds since the epoch, by the same clock
 * @returns undefined when no act stands any more
 */
export function findUndoTarget<Act extends Dated>(
  acts: readonly Act[],
  undos: readonly Dated[],
  now: number,
): Act | undefined {
  const standing: Act[] = []
  const moments = [
    ...dated(acts, now).map(({ at }, index) => ({ at, act: acts[index] })),
    ...dated(undos, now).map(({ at }) => ({ at, act: undefined })),
  ]
  for (const { act } of moments.sort((a, b) => a.at - b.at)) {
    if (act === undefined) standing.pop()
    else standing.push(act)
  }
  return standing.at(-1)
}
