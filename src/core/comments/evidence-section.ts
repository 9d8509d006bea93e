/** Quotes the evidence of a candidate: at most two passages, each with its place. */
import type { Candidate, Evidence } from '../diagnosis/diagnosis.ts'
import type { Report } from '../report/report.ts'
import { codeSpan, fenceText, inlineCode } from './defuse.ts'
import { describeLocation } from './location.ts'
import { oneLine } from './one-line.ts'

const MAX_MENTION = 120

/** The passages with their places, or an empty string when there is nothing to quote. */
export function renderEvidence(candidate: Candidate, report: Report): string {
  return quotableLine(candidate)
    .map((it) => `From ${describeLocation(it, report)}:\n\n${quote(it)}`)
    .join('\n\n')
}

/**
 * The passages worth quoting, at most two, best first. A title is quoted only when nothing else speaks, since everyone
 * sees it; a supporting passage only beside another supporting one.
 */
export function quotableLine(candidate: Candidate): readonly Evidence[] {
  const readable = candidate.evidence.filter((it) => oneLine(it.text) !== '')
  const [first, ...rest] = [
    ...readable.filter((it) => it.source !== 'title'),
    ...readable.filter((it) => it.source === 'title'),
  ]
  if (first === undefined) return []
  const second = rest.find((it) => it.source !== 'title' && addsTo(first, it))
  return second === undefined ? [first] : [first, second]
}

/** One passage inside a sentence: the words and their place. */
export function mentionEvidence(evidence: Evidence, report: Report): string {
  const words = isLog(evidence) ? codeSpan(evidence.text, MAX_MENTION) : `“${inlineCode(evidence.text, MAX_MENTION)}”`
  return `${words}, ${describeLocation(evidence, report)}`
}

export function isLog(evidence: Evidence): boolean {
  return evidence.segment === 'log'
}

function addsTo(first: Evidence, second: Evidence): boolean {
  if (first.text.includes(second.text) || second.text.includes(first.text)) return false
  return second.strength !== 'supporting' || first.strength === 'supporting'
}

function quote(evidence: Evidence): string {
  return isLog(evidence) ? fenceText(evidence.text) : `> ${inlineCode(evidence.text)}`
}
