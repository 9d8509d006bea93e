/** Other issues that a report names: `#12`, `owner/repo#12`, or by their address on GitHub. */
import type { Segment } from '../report/report.ts'

const CITATION =
  /(?:https?:\/\/[\w.-]{1,100}\/)?(?<repository>[\w.-]{1,100}\/[\w.-]{1,100})?(?:#|\/(?:issues|discussions)\/)(?<number>[1-9]\d{0,8})\b/g

/** At most so many of a report. */
export const MAX_CITATIONS = 20

/**
 * @param segments of one report; logs are left out, where `#1` is a counter
 * @returns `#12` for an issue of the same repository or `owner/repo#12`, each once, in the order of the text
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
