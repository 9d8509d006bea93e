/** Finds the issues that a report cites as `#12`, as `owner/repo#12` or by their GitHub URL. */
import type { Segment } from '../report/report.ts'

const CITATION =
  /(?:https?:\/\/[\w.-]{1,100}\/)?(?<repository>[\w.-]{1,100}\/[\w.-]{1,100})?(?:#|\/(?:issues|discussions)\/)(?<number>[1-9]\d{0,8})\b/g

/** Maximum number of citations per report. */
export const MAX_CITATIONS = 20

/**
 * @param segments the segments of one report; logs are ignored, because `#1` is a counter there
 * @returns `#12` for an issue in the same repository, otherwise `owner/repo#12`; each once, in order of appearance
 */
export function findCitations(segments: readonly Segment[]): readonly string[] {
  const found = new Set<string>()
  for (const { kind, text } of segments) {
    if (kind === 'log') continue
    for (const { groups } of text.matchAll(CITATION)) {
      if (found.size < MAX_CITATIONS) found.add(`${groups?.['repository'] ?? ''}#${groups?.['number']}`)
    }
  }
  return [...found]
}
