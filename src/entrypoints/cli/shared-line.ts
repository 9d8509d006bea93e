import { oneLine } from '../../core/comments/one-line.ts'
import type { DuplicateLink } from '../../core/duplicates/link.ts'

/**
 * Formats the log line that two reports share, as it appears in each report, indented below a link; empty if they share
 * none.
 */
export function formatSharedLine({ line }: Pick<DuplicateLink, 'line'>): readonly string[] {
  return line === null ? [] : [`  there: ${oneLine(line.there)}`, `  here:  ${oneLine(line.here)}`]
}
