/** Renders the summary: five items. */
import { renderAuthored } from '../../../core/comments/authored.ts'
import { codeSpan, inlineCode } from '../../../core/comments/defuse.ts'
import { shownSignature } from '../compare-causes.ts'
import { count, type DossierWording, dayOf, enumerateWords, issueLink, person, state } from '../dossier-wording.ts'
import type { DossierFindings } from '../findings.ts'
import { names } from './pulls.ts'
import { weight } from './workarounds.ts'

export function renderDossierSummary(findings: DossierFindings, wording: DossierWording): string {
  return [history(findings), cause(findings), others(findings), fix(findings, wording), workaround(findings)]
    .map((it) => `- ${it}`)
    .join('\n')
}

function history({ start }: DossierFindings): string {
  const { author, createdAt, labels } = start.head
  const comments = (start.timeline?.happenings ?? []).filter(({ kind }) => kind === 'comment')
  const shownLabels = enumerateWords(labels.slice(0, 10).map((it) => codeSpan(it, 50)))
  const labelled = labels.length === 0 ? 'no label' : `${labels.length === 1 ? 'label' : 'labels'} ${shownLabels}`
  return `Reported by ${person(author)} on ${dayOf(createdAt)}; ${state(start)}; ${labelled}; ${count(comments.length, 'comment')}.`
}

function cause({ diagnosis, pack }: DossierFindings): string {
  const id = shownSignature(diagnosis)
  const signature = id === null ? undefined : pack.signatures.get(id)
  if (signature === undefined) return 'It shows no known cause.'
  const heading = diagnosis.decision === 'assert' ? 'Cause' : 'Possible cause'
  return `${heading}: **${renderAuthored(signature.title, {})}** (${codeSpan(signature.id)}, ${Math.round(100 * diagnosis.confidence)} %).`
}

function others({ issues }: DossierFindings): string {
  if (issues.length === 0) return 'No other issue is linked to it.'
  const number = (result: string) => issues.filter(({ comparison }) => comparison.result === result).length
  return `${count(issues.length, 'linked issue')}: ${number('same')} with the same cause, ${number('different')} with a different cause, ${number('unknown')} with an unknown cause.`
}

function fix({ pulls }: DossierFindings, wording: DossierWording): string {
  const claims = pulls.filter(({ claimsToFix }) => claimsToFix)
  const best =
    claims.find(({ releases }) => releases.length > 0) ??
    claims.find(({ pull }) => pull.head.mergedAt !== null) ??
    claims[0]
  if (best === undefined) return 'No pull request claims to fix it.'
  const released = best.releases.length === 0 ? '' : `, mentioned in the release notes of ${names(best.releases)}`
  return `${issueLink(best.pull.head.ref, wording)} claims to fix it: ${state(best.pull)}${released}.`
}

function workaround({ workarounds }: DossierFindings): string {
  const [best] = workarounds.toSorted((a, b) => weight(b) - weight(a) || a.at - b.at)
  if (best === undefined) return 'No comment describes a workaround.'
  const confirmed =
    best.confirmedBy.length === 0
      ? 'not confirmed'
      : `confirmed by ${count(best.confirmedBy.length, 'person').replace('persons', 'people')}`
  return `Best workaround (${confirmed}): “${inlineCode(best.words, 200)}”`
}
