/** Renders the workarounds from the comments, with the people who confirmed or refuted them, and the known remedies. */
import { inlineCode } from '../../../core/comments/defuse.ts'
import { renderRemedies } from '../../../core/comments/remedies-section.ts'
import { commentLink, dayOf, enumerateWords, person } from '../dossier-wording.ts'
import type { Workaround } from '../find-workarounds.ts'
import type { DossierFindings } from '../findings.ts'

const MAX_WORKAROUNDS = 15

export function renderWorkarounds({ workarounds, diagnosis, pack, report }: DossierFindings): string {
  const signature = pack.signatures.get(diagnosis.signature ?? '')
  const known = signature === undefined ? '' : renderRemedies(signature, { report, diagnosis }, diagnosis.captures)
  const sorted = workarounds.toSorted((a, b) => weight(b) - weight(a) || a.at - b.at).slice(0, MAX_WORKAROUNDS)
  const fromComments =
    sorted.length === 0 ? 'No comment describes a workaround.' : sorted.map((it) => `- ${describe(it)}`).join('\n')
  return known === '' ? fromComments : `${fromComments}\n\nKnown remedies for this failure:\n\n${known}`
}

/** Returns confirmations minus refutations. A reaction counts as a quarter of a comment. */
export function weight({ confirmedBy, refutedBy, thumbsUp, thumbsDown }: Workaround): number {
  return confirmedBy.length - refutedBy.length + (thumbsUp - thumbsDown) / 4
}

function describe(it: Workaround): string {
  const votes = it.thumbsUp + it.thumbsDown === 0 ? [] : [`${it.thumbsUp} thumbs up, ${it.thumbsDown} thumbs down`]
  const facts = [
    it.confirmedBy.length === 0 ? 'not confirmed' : `confirmed by ${enumerateWords(it.confirmedBy.map(person))}`,
    ...(it.refutedBy.length === 0 ? [] : [`refuted by ${enumerateWords(it.refutedBy.map(person))}`]),
    ...votes,
  ]
  return `“${inlineCode(it.words, 300)}” (${commentLink(it.url, 'comment')} by ${person(it.by)} on ${dayOf(it.at)}): ${facts.join('; ')}`
}
