/**
 * Compares the causes of two issues by their diagnoses. If the causes differ, explains how to tell them apart. Pure.
 */

import { renderAuthored } from '../../core/comments/authored.ts'
import { showValue } from '../../core/comments/captured-value.ts'
import { codeSpan } from '../../core/comments/defuse.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import type { Pack } from '../../core/signatures/pack.ts'

export interface CauseComparison {
  readonly result: 'same' | 'different' | 'unknown'
  /** The reason, as a Markdown sentence. */
  readonly why: string
}

/** A candidate with lower confidence is not considered the cause. */
const MIN_CONFIDENCE = 0.5

/**
 * @returns the asserted signature, or else the first candidate if its confidence is at least 0.5; null if neither
 *   exists
 */
export function shownSignature({ signature, ranked }: Diagnosis): string | null {
  const [first] = ranked
  return signature ?? (first !== undefined && first.confidence >= MIN_CONFIDENCE ? first.signature : null)
}

/**
 * @param ours the diagnosis of the dossier's issue
 * @param theirs the diagnosis of the linked issue
 */
export function compareCauses(ours: Diagnosis, theirs: Diagnosis, pack: Pack): CauseComparison {
  const here = shownSignature(ours)
  const there = shownSignature(theirs)
  if (there === null) return { result: 'unknown', why: 'It shows no known failure, so the causes cannot be compared.' }
  if (here === null)
    return { result: 'unknown', why: `It shows ${name(there, pack)}. This issue shows no known failure yet.` }
  if (here !== there) {
    const why = `It shows ${name(there, pack)}. ${howToTellApart(here, there, pack)}`.trim()
    return { result: 'different', why }
  }
  const difference = differingCapture(ours, theirs)
  if (difference === null) return { result: 'same', why: `Both show ${name(here, pack)}.` }
  const [value, mine, other] = difference
  return {
    result: 'different',
    why: `Both show ${name(here, pack)}, but with a different ${codeSpan(value)}: ${showValue(mine)} here, ${showValue(other)} there.`,
  }
}

/** @returns the name of the first capture that differs, our value and their value; null if no capture differs */
function differingCapture(ours: Diagnosis, theirs: Diagnosis): readonly [string, string, string] | null {
  for (const [value, mine] of Object.entries(ours.captures)) {
    const other = theirs.captures[value]
    if (DECISIVE_VALUES.has(value) && other !== undefined && other.toLowerCase() !== mine.toLowerCase()) {
      return [value, mine, other]
    }
  }
  return null
}

/**
 * Names of the captures that define the cause. Others, such as a time, a port or an id, differ between any two reports.
 */
const DECISIVE_VALUES = new Set(['scope', 'host', 'resource', 'audience'])

function name(id: string, pack: Pack): string {
  const title = pack.signatures.get(id)?.title
  return title === undefined ? codeSpan(id) : `**${renderAuthored(title, {})}** (${codeSpan(id)})`
}

/**
 * Uses the text from this signature if it mentions the other signature, or else the text from the other
 * signature.
 */
function howToTellApart(here: string, there: string, pack: Pack): string {
  const find = (from: string, to: string) =>
    pack.signatures.get(from)?.['confused-with'].find(({ id }) => id === to)?.tell
  const ours = find(here, there)
  if (ours !== undefined) return `How to tell them apart: ${renderAuthored(ours, {})}`
  const theirs = find(there, here)
  return theirs === undefined
    ? ''
    : `How to tell them apart (“here” means the other issue): ${renderAuthored(theirs, {})}`
}
