/** What people say helped, with who confirmed or refuted it, and what the signature knows. */
import { inlineCode } from '../../../core/comments/defuse.ts'
import { renderRemedies } from '../../../core/comments/remedies-section.ts'
import { commentLink, dayOf, enumerateWords, person } from '../dossier-wording.ts'
import type { Workaround } from '../find-workarounds.ts'
import type { DossierFindings } from '../findings.ts'

const MOST = 15

export function renderWorkarounds({ workarounds, diagnosis, pack, report }: DossierFindings): string {
  const signature = pack.signatures.get(diagnosis.signature ?? '')
  const known = signature === undefined ? '' : renderRemedies(signature, report.environment, diagnosis.captures)
  const sorted = workarounds.toSorted((a, b) => weight(b) - weight(a) || a.at - b.at).slice(0, MOST)
  const said =
    sorted.length === 0 ? 'No comment tells of a workaround.' : sorted.map((it) => `- ${tell(it)}`).join('\n')
  return known === '' ? said : `${said}\n\nKnown of this failure in general:\n\n${known}`
}

/** Confirmations less refutations, reactions counting as a quarter of a word. */
export function weight({ confirmedBy, refutedBy, thumbsUp, thumbsDown }: Workaround): number {
  return confirmedBy.length - refutedBy.length + (thumbsUp - thumbsDown) / 4
}

function tell(it: Workaround): string {
  const votes = it.thumbsUp + it.thumbsDown === 0 ? [] : [`reactions: ${it.thumbsUp} for, ${it.thumbsDown} against`]
  const facts = [
    it.confirmedBy.length === 0 ? 'confirmed by nobody' : `confirmed by ${enumerateWords(it.confirmedBy.map(person))}`,
    ...(it.refutedBy.length === 0 ? [] : [`refuted by ${enumerateWords(it.refutedBy.map(person))}`]),
    ...votes,
  ]
  return `“${inlineCode(it.words, 300)}” (${commentLink(it.url, 'said')} by ${person(it.by)} on ${dayOf(it.at)}): ${facts.join('; ')}`
}
