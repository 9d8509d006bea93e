/**
 * The part of a log that is worth pasting: the lines that speak, each with a little of what stands around it. Comes in:
 * redacted text and line numbers. Goes out: fewer lines, in order, the gaps marked. Pure.
 */

export interface ExcerptLimits {
  /** Lines that are kept before and after each line that speaks. */
  readonly around: number
  readonly lines: number
  /** Characters of one line. */
  readonly width: number
}

const LIMITS: ExcerptLimits = { around: 3, lines: 60, width: 300 }

/** Stands where lines were left out. */
const GAP = '…'

/**
 * @param text redacted
 * @param speaking 1-based lines; when there are none, the end of the log is taken
 */
export function excerptLog(text: string, speaking: readonly number[], limits: ExcerptLimits = LIMITS): string {
  const lines = text.split('\n')
  const kept = new Set<number>()
  for (const line of speaking.length === 0 ? [lines.length] : speaking) {
    const around = speaking.length === 0 ? limits.lines : limits.around
    for (let at = Math.max(1, line - around); at <= Math.min(lines.length, line + around); at++) kept.add(at)
    if (kept.size >= limits.lines) break
  }
  return [...kept]
    .toSorted((a, b) => a - b)
    .flatMap((line, at, all) => {
      const shown = cut(lines[line - 1] ?? '', limits.width)
      return line > (all[at - 1] ?? 0) + 1 ? [GAP, shown] : [shown]
    })
    .concat(lastOf(kept) < lines.length ? [GAP] : [])
    .join('\n')
}

function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, width - 1).toWellFormed()}${GAP}`
}

function lastOf(lines: ReadonlySet<number>): number {
  return Math.max(0, ...lines)
}
