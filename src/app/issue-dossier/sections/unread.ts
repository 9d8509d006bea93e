/** What is linked and was not read, and why. */
import type { CrawledIssues } from '../crawl.ts'
import { count, type DossierWording, enumerateWords, issueLink } from '../dossier-wording.ts'
import type { UnreadIssue } from '../relations.ts'

const MAX_NAMED = 20

const WHY: Readonly<Record<UnreadIssue, string>> = {
  gone: 'deleted, or not to be seen by whom this was read for',
  'not-followed': 'beyond the depth or the number of issues that was asked for',
  interrupted: "GitHub's rate limit was used up; the same command goes on from here later",
}

/** @returns an empty text when everything was read */
export function renderUnreadIssues({ unread, start }: CrawledIssues, wording: DossierWording): string {
  const groups = Map.groupBy(unread.values(), ({ why }) => why)
  const lines = [...groups].map(([why, refs]) => {
    const named = refs.slice(0, MAX_NAMED).map(({ ref }) => issueLink(ref, wording))
    const rest = refs.length - named.length
    return `- ${WHY[why]}: ${enumerateWords(rest > 0 ? [...named, count(rest, 'other')] : named)}`
  })
  if (start.timeline?.complete === false) lines.push('- the issue has more comments and events than were read')
  return lines.join('\n')
}
