/** Cuts a log down to the part that is worth pasting: the lines with evidence and a few lines around each. */

export interface ExcerptLimits {
  /** Lines to keep before and after each line with evidence. */
  readonly around: number
  /** Maximum number of lines to keep; the lines around the last evidence may exceed it. */
  readonly lines: number
  /** Maximum length of a line, in characters. */
  readonly width: number
}

const LIMITS: ExcerptLimits = { around: 3, lines: 60, width: 300 }

/** Marks omitted lines and truncated lines. */
const GAP = '…'

/**
 * @param text redacted log
 * @param evidenceLines 1-based line numbers; if there are none, the result is the end of the log
 * @returns the lines to keep, in order, with gaps marked
 */
export function excerptLog(text: string, evidenceLines: readonly number[], limits: ExcerptLimits = LIMITS): string {
  const lines = text.split('\n')
  const kept = new Set<number>()
  for (const line of evidenceLines.length === 0 ? [lines.length] : evidenceLines) {
    const around = evidenceLines.length === 0 ? limits.lines : limits.around
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
