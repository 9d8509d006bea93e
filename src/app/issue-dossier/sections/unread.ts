/** Renders the linked issues that were not read, and why. */
import type { CrawledIssues } from '../crawl.ts'
import { count, type DossierWording, enumerateWords, issueLink } from '../dossier-wording.ts'
import type { UnreadIssue } from '../relations.ts'

const MAX_NAMED = 20

const WHY: Readonly<Record<UnreadIssue, string>> = {
  gone: 'deleted or not visible',
  'not-followed': 'beyond the maximum depth or the maximum number of issues',
  interrupted: "GitHub's rate limit was used up; run the same command again later to continue",
}

/** @returns an empty string if everything was read */
export function renderUnreadIssues({ unread, start }: CrawledIssues, wording: DossierWording): string {
  const groups = Map.groupBy(unread.values(), ({ why }) => why)
  const lines = [...groups].map(([why, refs]) => {
    const named = refs.slice(0, MAX_NAMED).map(({ ref }) => issueLink(ref, wording))
    const rest = refs.length - named.length
    return `- ${WHY[why]}: ${enumerateWords(rest > 0 ? [...named, count(rest, 'other')] : named)}`
  })
  if (start.timeline?.complete === false) lines.push("- this issue's comments and events beyond the limit")
  return lines.join('\n')
}
