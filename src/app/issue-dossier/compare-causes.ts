/** Whether two issues share their cause, by what each of them shows; and if not, what tells them apart. Pure. */

import { renderAuthored } from '../../core/comments/authored.ts'
import { showValue } from '../../core/comments/captured-value.ts'
import { codeSpan } from '../../core/comments/defuse.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import type { Pack } from '../../core/signatures/pack.ts'

export interface CauseComparison {
  readonly feedbackEvent: 'same' | 'different' | 'unknown'
  /** A sentence that says why, as Markdown. */
  readonly why: string
}

/** A candidate below this is no reading of an issue. */
const MIN_TO_LEAD = 0.5

/** The signature that an issue shows; null when none leads. */
export function shownSignature({ signature, ranked }: Diagnosis): string | null {
  const [first] = ranked
  return signature ?? (first !== undefined && first.confidence >= MIN_TO_LEAD ? first.signature : null)
}

/** @param ours of the issue that the report is about */
export function compareCauses(ours: Diagnosis, theirs: Diagnosis, pack: Pack): CauseComparison {
  const here = shownSignature(ours)
  const there = shownSignature(theirs)
  if (there === null) return { feedbackEvent: 'unknown', why: 'It shows no known failure, so this cannot be told.' }
  if (here === null)
    return { feedbackEvent: 'unknown', why: `It shows ${name(there, pack)}; this issue shows no known failure yet.` }
  if (here !== there)
    return { feedbackEvent: 'different', why: `It shows ${name(there, pack)}. ${tell(here, there, pack)}`.trim() }
  const apart = differingCaptures(ours, theirs)
  if (apart === null) return { feedbackEvent: 'same', why: `Both show ${name(here, pack)}.` }
  const [value, mine, other] = apart
  return {
    feedbackEvent: 'different',
    why: `Both show ${name(here, pack)}, but not the same ${codeSpan(value)}: ${showValue(mine)} here, ${showValue(other)} there.`,
  }
}

/** The first value that both captured and that is not the same. */
function differingCaptures(ours: Diagnosis, theirs: Diagnosis): readonly [string, string, string] | null {
  for (const [value, mine] of Object.entries(ours.captures)) {
    const other = theirs.captures[value]
    if (DECISIVE_VALUES.has(value) && other !== undefined && other.toLowerCase() !== mine.toLowerCase()) {
      return [value, mine, other]
    }
  }
  return null
}

/** Captured values that are the cause; a time, a port or an id differs between any two reports. */
const DECISIVE_VALUES = new Set(['scope', 'host', 'resource', 'audience'])

function name(id: string, pack: Pack): string {
  const title = pack.signatures.get(id)?.title
  return title === undefined ? codeSpan(id) : `**${renderAuthored(title, {})}** (${codeSpan(id)})`
}

/** Told from here where the signature of this issue knows the other; else from there, with the words turned round. */
function tell(here: string, there: string, pack: Pack): string {
  const find = (from: string, to: string) =>
    pack.signatures.get(from)?.['confused-with'].find(({ id }) => id === to)?.tell
  const ours = find(here, there)
  if (ours !== undefined) return `What tells the two apart: ${renderAuthored(ours, {})}`
  const theirs = find(there, here)
  return theirs === undefined
    ? ''
    : `What tells the two apart, “here” being the other issue: ${renderAuthored(theirs, {})}`
}
