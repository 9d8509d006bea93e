/**
 * Checks whether the same failure has already been reported. Reads the repository's newest issues and compares them on
 * this machine. Among older issues, requests only those with the failure's label. Only that label leaves the machine;
 * nothing from the log does.
 */

import { readReadingAccess } from '../../../adapters/config/environment.ts'
import { type LabelledIssue, readLabelledIssues } from '../../../adapters/github/labelled-issues.ts'
import { siteOf } from '../../../adapters/github/site.ts'
import { openStore } from '../../../adapters/store/open.ts'
import { createInProcessAnalysis } from '../../../app/analysis/in-process.ts'
import { backfillStep } from '../../../app/backfill/backfill.ts'
import { createIndexCache } from '../../../app/matching/index-cache.ts'
import { findDuplicateLinks } from '../../../app/matching/match-report.ts'
import { toUnfiledReport } from '../../../app/matching/stored-report.ts'
import { truncate } from '../../../core/comments/one-line.ts'
import { digestReport } from '../../../core/duplicates/digest.ts'
import type { DuplicateLink } from '../../../core/duplicates/link.ts'
import { issueUrl, type RepositoryRef } from '../../../core/issue-ref.ts'
import type { Triage } from '../../../core/plan/triage-report.ts'
import { cleanAndRedactLine } from '../../../core/report/clean-and-redact.ts'
import { plainRules } from '../../../core/settings/plain-rules.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import { openReadingGitHub } from '../reading-github.ts'
import { formatSharedLine } from '../shared-line.ts'

export type KnownReports =
  | {
      readonly kind: 'found'
      /** Reports with the same cause, most probable first. */
      readonly links: readonly (DuplicateLink & { readonly url: string })[]
      /** The failure's label; null if no failure is asserted. */
      readonly label: string | null
      /** Other issues with that label, newest first; their titles are redacted. */
      readonly labelled: readonly LabelledIssue[]
    }
  | { readonly kind: 'offline' }

/** Maximum number of issues read: two pages of GitHub's list. Without a token, GitHub allows 60 calls per hour. */
const MAX_READ = 200
const MAX_SHOWN = 5
const MAX_TITLE = 80

interface DiagnosedReport {
  readonly triage: Triage
  readonly pack: Pack
}

export async function findKnownReports(
  repository: RepositoryRef,
  { triage, pack }: DiagnosedReport,
): Promise<KnownReports> {
  const { decision, signature } = triage.diagnosis
  const label = (decision === 'assert' ? pack.signatures.get(signature ?? '')?.label : undefined) ?? null
  try {
    const access = readReadingAccess()
    const site = siteOf(access.apiUrl)
    const links = (await findAmongNewest(repository, { triage, pack })).slice(0, MAX_SHOWN)
    const labelled = label === null ? [] : await readLabelledIssues(repository, { label, most: MAX_SHOWN }, access)
    const isNew = ({ number }: LabelledIssue) => links.every((link) => link.number !== number)
    const withUrl = (link: DuplicateLink) => ({ ...link, url: issueUrl({ ...repository, number: link.number }, site) })
    const redacted = (it: LabelledIssue) => ({ ...it, title: cleanAndRedactLine(it.title).text })
    return { kind: 'found', links: links.map(withUrl), label, labelled: labelled.filter(isNew).map(redacted) }
  } catch {
    // The diagnosis is useful without this, so a failure here is not an error.
    return { kind: 'offline' }
  }
}

/** Runs a backfill into a temporary in-memory store. */
async function findAmongNewest(
  repository: RepositoryRef,
  { triage, pack }: DiagnosedReport,
): Promise<readonly DuplicateLink[]> {
  const github = await openReadingGitHub(repository)
  const { store } = await openStore({ path: ':memory:' })
  try {
    const reading = { rules: plainRules(pack), analysis: createInProcessAnalysis(pack) }
    const deps = { github, store, indexes: createIndexCache(store), ...reading, clock: Date.now }
    for (let phase = 'list'; phase !== 'done'; ) {
      const progress = await backfillStep(repository, { createdSince: null, most: MAX_READ }, deps)
      if (progress === 'absent') return []
      phase = progress.phase
    }
    const report = toUnfiledReport(digestReport(triage.report, triage.diagnosis), Date.now())
    return await findDuplicateLinks({ ...repository, number: report.number }, report, deps)
  } finally {
    await store.close()
  }
}

export function printKnownReports({ owner, repo }: RepositoryRef, known: KnownReports): string {
  if (known.kind === 'offline') return `Earlier reports in ${owner}/${repo} were not checked: GitHub did not respond.`
  const { links, label, labelled } = known
  const found = links.flatMap((it) => [
    bullet({ ...it, open: it.fixedAt === null }),
    `  ${it.reasons.join('; ')}`,
    ...formatSharedLine(it),
  ])
  const others = labelled.map(bullet)
  const byLabel = others.length === 0 ? [] : [`Issues with the label “${label}”:`, ...others]
  if (found.length === 0 && others.length === 0) return `No earlier report of this failure found in ${owner}/${repo}.`
  return [...(found.length === 0 ? [] : ['Already reported:', ...found]), ...byLabel].join('\n')
}

function bullet({ number, title, open, url }: LabelledIssue): string {
  return `- #${number} ${truncate(title, MAX_TITLE)} (${open ? 'open' : 'closed'}): ${url}`
}
