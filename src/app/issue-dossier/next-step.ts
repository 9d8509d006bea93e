/** Chooses the next step: the result of the first rule that applies. */

import { endSentence, renderAuthored } from '../../core/comments/authored.ts'
import { askedQuestion } from '../../core/diagnosis/question.ts'
import { type DossierWording, issueLink } from './dossier-wording.ts'
import type { DossierFindings, LinkedIssue } from './findings.ts'
import { keyOf } from './relations.ts'
import { names } from './sections/pulls.ts'

export function nextStep(findings: DossierFindings, wording: DossierWording): string {
  for (const rule of RULES) {
    const step = rule(findings, wording)
    if (step !== null) return step
  }
  return 'Ask the reporter for a debug log of the failure: the issue contains no evidence yet.'
}

type Rule = (findings: DossierFindings, wording: DossierWording) => string | null

const RULES: readonly Rule[] = [
  ({ start, issues }, wording) => {
    if (start.head.closedAs !== 'duplicate') return null
    const canonical = issues.find((it) => isCalledDuplicateOf(it, keyOf(start.head.ref)))
    return canonical === undefined
      ? null
      : `Follow ${issueLink(canonical.issue.head.ref, wording)}: this issue was closed as its duplicate.`
  },
  ({ pulls }, wording) => {
    const released = pulls.find(({ claimsToFix, releases }) => claimsToFix && releases.length > 0)
    return released === undefined
      ? null
      : `Ask the reporter to try ${names(released.releases.slice(-1))}. Its notes mention ${issueLink(released.pull.head.ref, wording)}, which claims to fix this issue.`
  },
  ({ pulls }, wording) => {
    const merged = pulls.find(({ claimsToFix, pull }) => claimsToFix && pull.head.mergedAt !== null)
    return merged === undefined
      ? null
      : `Find the first release that contains ${issueLink(merged.pull.head.ref, wording)} and name it in the issue. The pull request is merged and claims to fix this issue, but no release notes mention it.`
  },
  ({ pulls }, wording) => {
    const proposed = pulls.find(({ claimsToFix, pull }) => claimsToFix && pull.head.open)
    return proposed === undefined
      ? null
      : `Review ${issueLink(proposed.pull.head.ref, wording)}, which claims to fix this issue.`
  },
  ({ start, issues }, wording) => {
    const older = issues.find(
      ({ issue, comparison }) =>
        comparison.result === 'same' && issue.head.open && issue.head.createdAt < start.head.createdAt,
    )
    if (older === undefined || !start.head.open) return null
    return `Decide whether this is a duplicate of ${issueLink(older.issue.head.ref, wording)}, which is older, open, and shows the same failure.`
  },
  ({ start }) => (start.head.open ? null : 'None: the issue is closed.'),
  ({ diagnosis, pack }) => {
    const [first] = pack.signatures.get(diagnosis.signature ?? '')?.checklist ?? []
    return first === undefined
      ? null
      : `Ask the reporter to go through the checks above, starting with the first: ${endSentence(renderAuthored(first.check, diagnosis.captures))}`
  },
  ({ diagnosis }) => {
    const asked = askedQuestion(diagnosis)
    return asked === null ? null : `Ask the reporter: ${renderAuthored(asked, diagnosis.captures)}`
  },
]

function isCalledDuplicateOf({ links }: LinkedIssue, start: string): boolean {
  return links.some(({ from, relation }) => relation === 'duplicate' && keyOf(from) === start)
}
