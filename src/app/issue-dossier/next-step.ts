/** The one thing to do next, by the first rule that holds. */
import { endSentence, renderAuthored } from '../../core/comments/authored.ts'
import { type DossierWording, issueLink } from './dossier-wording.ts'
import type { DossierFindings, LinkedIssue } from './findings.ts'
import { keyOf } from './relations.ts'
import { names } from './sections/pulls.ts'

export function nextStep(findings: DossierFindings, wording: DossierWording): string {
  for (const rule of RULES) {
    const step = rule(findings, wording)
    if (step !== null) return step
  }
  return 'Ask the reporter for the log of the moment at which it fails, with debugging switched on: the issue shows no evidence yet.'
}

type Rule = (findings: DossierFindings, wording: DossierWording) => string | null

const RULES: readonly Rule[] = [
  ({ start, issues }, wording) => {
    if (start.head.closedAs !== 'duplicate') return null
    const canonical = issues.find((it) => isSaidSame(it, keyOf(start.head.ref)))
    return canonical === undefined
      ? null
      : `Follow ${issueLink(canonical.issue.head.ref, wording)}: this issue was closed as its duplicate.`
  },
  ({ pulls }, wording) => {
    const released = pulls.find(({ claimsToFix, releases }) => claimsToFix && releases.length > 0)
    return released === undefined
      ? null
      : `Ask the reporter to try ${names(released.releases.slice(-1))}: ${issueLink(released.pull.head.ref, wording)}, which says that it fixes this issue, is in its notes.`
  },
  ({ pulls }, wording) => {
    const merged = pulls.find(({ claimsToFix, pull }) => claimsToFix && pull.head.mergedAt !== null)
    return merged === undefined
      ? null
      : `Find out in which release ${issueLink(merged.pull.head.ref, wording)} is, and say so in the issue: it is merged and says that it fixes it, but no release names it.`
  },
  ({ pulls }, wording) => {
    const proposed = pulls.find(({ claimsToFix, pull }) => claimsToFix && pull.head.open)
    return proposed === undefined
      ? null
      : `Review ${issueLink(proposed.pull.head.ref, wording)}, which says that it fixes this issue.`
  },
  ({ start, issues }, wording) => {
    const older = issues.find(
      ({ issue, comparison }) =>
        comparison.feedbackEvent === 'same' && issue.head.open && issue.head.createdAt < start.head.createdAt,
    )
    if (older === undefined || !start.head.open) return null
    return `Decide whether this is a duplicate of ${issueLink(older.issue.head.ref, wording)}, which is older, open, and shows the same failure.`
  },
  ({ start }) => (start.head.open ? null : 'None: the issue is closed.'),
  ({ diagnosis, pack }) => {
    const [first] = pack.signatures.get(diagnosis.signature ?? '')?.checklist ?? []
    return first === undefined
      ? null
      : `Ask the reporter to go through the checks above, the first of them being: ${endSentence(renderAuthored(first.check, diagnosis.captures))}`
  },
  ({ diagnosis }) =>
    diagnosis.question === null ? null : `Ask the reporter: ${renderAuthored(diagnosis.question, diagnosis.captures)}`,
]

function isSaidSame({ links }: LinkedIssue, start: string): boolean {
  return links.some(({ from, relation }) => relation === 'duplicate' && keyOf(from) === start)
}
