/** Renders the findings as one Markdown document, section by section. */

import { type DossierWording, issueLink, linkName, title } from './dossier-wording.ts'
import type { DossierFindings } from './findings.ts'
import { nextStep } from './next-step.ts'
import { openQuestions } from './open-questions.ts'
import { renderDiagnosis } from './sections/diagnosis.ts'
import { renderGraph, renderLinkedIssues } from './sections/linked-issues.ts'
import { renderPulls } from './sections/pulls.ts'
import { renderDossierSummary } from './sections/summary.ts'
import { renderTimeline } from './sections/timeline.ts'
import { renderUnreadIssues } from './sections/unread.ts'
import { renderWorkarounds } from './sections/workarounds.ts'

/** @returns Markdown with a final newline; identical byte for byte for the same findings and time */
export function renderDocument(findings: DossierFindings, wording: DossierWording): string {
  const { start, crawled, pack } = findings
  const sections: readonly (readonly [string, string])[] = [
    ['Summary', renderDossierSummary(findings, wording)],
    ['Diagnosis', renderDiagnosis(findings)],
    ['Link graph', renderGraph(findings)],
    ['Linked issues', renderLinkedIssues(findings, wording)],
    ['Pull requests and releases', renderPulls(findings, wording)],
    ['Timeline', renderTimeline(findings, wording)],
    ['Workarounds', renderWorkarounds(findings)],
    ['Open questions', openQuestions(findings)],
    ['Next step', nextStep(findings, wording)],
    ['Not read', renderUnreadIssues(crawled, wording)],
  ]
  const head = [
    `# Report on ${linkName(start.head.ref)}: ${title(start)}`,
    `${issueLink(start.head.ref, wording)}, read on ${new Date(wording.now).toISOString().slice(0, 16).replace('T', ' at ')} UTC with the signature pack \`${pack.fingerprint}\`. Quotes are the named people's own words.`,
  ]
  const body = sections.filter(([, text]) => text !== '').map(([heading, text]) => `## ${heading}\n\n${text}`)
  return `${[...head, ...body].join('\n\n')}\n`
}
