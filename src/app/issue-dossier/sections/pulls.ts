/** Renders the linked pull requests, and the releases whose notes mention them. */

import type { Release } from '../../../adapters/github/issue-reader.ts'
import { inlineCode } from '../../../core/comments/defuse.ts'
import { commentLink, type DossierWording, dayOf, enumerateWords, issueLink, state, title } from '../dossier-wording.ts'
import type { DossierFindings, LinkedPull } from '../findings.ts'
import { keyOf } from '../relations.ts'
import { renderLink } from './linked-issues.ts'

const MAX_PULLS = 30
const MAX_RELEASES = 5

export function renderPulls({ pulls, releases, start }: DossierFindings, wording: DossierWording): string {
  const sorted = pulls.toSorted((a, b) => Number(b.claimsToFix) - Number(a.claimsToFix))
  const lines = [
    ...sorted.slice(0, MAX_PULLS).map((it) => `- ${renderPull(it, keyOf(start.head.ref), wording)}`),
    ...(releases.length === 0 ? [] : [`- The release notes of ${names(releases)} mention the issue itself.`]),
  ]
  return lines.length === 0
    ? 'No pull request is linked to the issue, and no release notes mention it.'
    : lines.join('\n')
}

function renderPull(
  { pull, links, claimsToFix, releases }: LinkedPull,
  start: string,
  wording: DossierWording,
): string {
  const [link] = links
  const released = releases.length === 0 ? '' : `; mentioned in the release notes of ${names(releases)}`
  const why = link === undefined ? '' : ` (${renderLink(link, start, wording)})`
  const fixes = claimsToFix ? '**Claims to fix this issue.** ' : ''
  return `${fixes}${issueLink(pull.head.ref, wording)} ${title(pull)}: ${state(pull)}${released}${why}`
}

export function names(releases: readonly Release[]): string {
  const shown = releases.slice(0, MAX_RELEASES)
  return enumerateWords(shown.map(({ tag, at, url }) => `${commentLink(url, inlineCode(tag, 60))} (${dayOf(at)})`))
}
