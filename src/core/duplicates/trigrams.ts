/** The runs of three letters in a title: what titles share that say the same with other endings or typing errors. */

const RUN = 3
const MAX_TITLE_LENGTH = 300

export function trigramsOf(title: string): ReadonlySet<string> {
  // `[BUG]` and the like say nothing.
  const words = title
    .slice(0, MAX_TITLE_LENGTH)
    .toLowerCase()
    .replace(/^\s*\[[^\]]*\]/, '')
  const plain = words.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  const runs = new Set<string>()
  if (plain === '') return runs
  const padded = ` ${plain} `
  for (let at = 0; at + RUN <= padded.length; at++) runs.add(padded.slice(at, at + RUN))
  return runs
}
