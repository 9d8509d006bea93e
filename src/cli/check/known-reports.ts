/**
 * Whether somebody reported the same failure already. Only the failure's label is asked for: nothing of the log, and
 * nothing that was read from it, leaves the machine.
 */
import { oneLine } from '../../comments/clean-text.ts'
import type { ReadingAccess } from '../../config/environment.ts'
import { type LabelledIssue, readLabelledIssues } from '../../github/labelled-issues.ts'
import type { RepositoryRef } from '../../issue-ref.ts'
import { redact } from '../../report/redact.ts'

export type KnownReports =
  | { readonly kind: 'found'; readonly label: string; readonly issues: readonly LabelledIssue[] }
  | { readonly kind: 'offline' }

const MOST = 5
const MAX_TITLE = 80

export async function findKnownReports(
  repository: RepositoryRef,
  label: string,
  access: ReadingAccess,
): Promise<KnownReports> {
  try {
    return { kind: 'found', label, issues: await readLabelledIssues(repository, { label, most: MOST }, access) }
  } catch {
    // The diagnosis is worth as much without.
    return { kind: 'offline' }
  }
}

export function printKnownReports({ owner, repo }: RepositoryRef, known: KnownReports): string {
  if (known.kind === 'offline')
    return `Other reports were not looked for: GitHub did not answer about ${owner}/${repo}.`
  const { issues, label } = known
  if (issues.length === 0) return `No issue of ${owner}/${repo} carries the label “${label}”.`
  const lines = issues.map(({ number, title, open, url }) => {
    const shown = redact(oneLine(title).slice(0, MAX_TITLE)).text
    return `- #${number} ${shown} (${open ? 'open' : 'closed'}): ${url}`
  })
  return [`Reported there already, by the label “${label}”:`, ...lines].join('\n')
}
