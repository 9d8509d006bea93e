/** Which act of the bot an undo takes back: acts and earlier undos of one issue go in, the last act that stands comes out. */

interface Moment {
  /** Milliseconds since the epoch, by one clock for acts and undos. */
  readonly at: number
}

/** @returns undefined when no act stands any more */
export function lastStanding<Act extends Moment>(acts: readonly Act[], undos: readonly Moment[]): Act | undefined {
  const standing: Act[] = []
  const moments = [...acts.map((act) => ({ at: act.at, act })), ...undos.map(({ at }) => ({ at, act: null }))]
  for (const { act } of moments.sort((a, b) => a.at - b.at)) {
    if (act === null) standing.pop()
    else standing.push(act)
  }
  return standing.at(-1)
}
