/** Pull requests that touch the issue, and the releases whose notes name them. */

import type { Release } from '../../../adapters/github/issue-reader.ts'
import { inline } from '../../../core/comments/defuse.ts'
import { commentLink, day, enumerate, issueLink, state, title, type Wording } from '../dossier-wording.ts'
import type { Findings, LinkedPull } from '../findings.ts'
import { keyOf } from '../relations.ts'
import { renderLink } from './linked-issues.ts'

const MOST_PULLS = 30
const MOST_RELEASES = 5

export function renderPulls({ pulls, releases, start }: Findings, wording: Wording): string {
  const sorted = pulls.toSorted((a, b) => Number(b.claimsToFix) - Number(a.claimsToFix))
  const lines = [
    ...sorted.slice(0, MOST_PULLS).map((it) => `- ${renderPull(it, keyOf(start.head.ref), wording)}`),
    ...(releases.length === 0 ? [] : [`- The issue itself is named in the notes of ${names(releases)}.`]),
  ]
  return lines.length === 0 ? 'No pull request is linked to it, and no release names it.' : lines.join('\n')
}

function renderPull({ pull, links, claimsToFix, releases }: LinkedPull, start: string, wording: Wording): string {
  const [link] = links
  const released = releases.length === 0 ? '' : `; named in the notes of ${names(releases)}`
  const why = link === undefined ? '' : ` (${renderLink(link, start, wording)})`
  const fixes = claimsToFix ? '**Says that it fixes this issue.** ' : ''
  return `${fixes}${issueLink(pull.head.ref, wording)} ${title(pull)}: ${state(pull)}${released}${why}`
}

export function names(releases: readonly Release[]): string {
  const shown = releases.slice(0, MOST_RELEASES)
  return enumerate(shown.map(({ tag, at, url }) => `${commentLink(url, inline(tag, 60))} of ${day(at)}`))
}
