/** Other reports of the same cause in the comment, with the reasons and the lines that they share. */
import type { DuplicateLink } from '../duplicates/link.ts'
import type { RepositoryRef } from '../issue-ref.ts'
import { codeSpan, inline } from './defuse.ts'

const MAX_TITLE = 80
const MAX_LINE = 160

export interface RelatedReports {
  /** Where all of them are. */
  readonly repository: RepositoryRef
  readonly links: readonly DuplicateLink[]
}

/**
 * One bullet a link; an empty string when there is none. An address by way of redirect.github.com leads to the same page
 * and leaves no mark on the other issue. GitHub closes an issue for a comment that begins with "Duplicate of": the
 * section stands after the headline and never uses these words.
 */
export function renderDuplicates({ repository, links }: RelatedReports): string {
  if (links.length === 0) return ''
  return ['**Reported before**', '', ...links.map((link) => renderLink(repository, link))].join('\n')
}

function renderLink({ owner, repo }: RepositoryRef, { number, title, fixedAt, reasons, line }: DuplicateLink): string {
  const address = `https://redirect.github.com/${owner}/${repo}/issues/${number}`
  const state = fixedAt === null ? 'open' : `closed as completed on ${new Date(fixedAt).toISOString().slice(0, 10)}`
  const why = reasons.map((reason) => inline(reason, 60)).join('; ')
  const shown = `- [\`#${number}\`](${address}) ${inline(title, MAX_TITLE)} (${state}): ${why}.`
  if (line === null) return shown
  return [shown, `  - there: ${codeSpan(line.there, MAX_LINE)}`, `  - here: ${codeSpan(line.here, MAX_LINE)}`].join(
    '\n',
  )
}
