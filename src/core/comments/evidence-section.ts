/** Quotes the evidence for a candidate, each passage with its location. */
import type { Candidate, Evidence } from '../diagnosis/diagnosis.ts'
import type { Report } from '../report/report.ts'
import { codeSpan, fenceText, quoteBlock, quoteInline } from './defuse.ts'
import { ENGLISH } from './frame/english.ts'
import type { Frame } from './frame/frame.ts'
import { describeLocation } from './location.ts'
import { oneLine } from './one-line.ts'

const MAX_MENTION = 80

/** @returns the passages with their locations; an empty string when there is nothing to quote */
export function renderEvidence(passages: readonly Evidence[], report: Report, frame: Frame = ENGLISH): string {
  return passages.map((it) => `${frame.from(describeLocation(it, report, frame))}\n\n${quote(it)}`).join('\n\n')
}

/**
 * Chooses at most two passages to quote, best first. The title is quoted only when there is nothing else, because every
 * reader sees it anyway. A supporting passage comes second only if the first one is a supporting passage, too.
 */
export function quotableEvidence(candidate: Candidate): readonly Evidence[] {
  const readable = candidate.evidence.filter((it) => oneLine(it.text) !== '')
  const [first, ...rest] = [
    ...readable.filter((it) => it.source !== 'title'),
    ...readable.filter((it) => it.source === 'title'),
  ]
  if (first === undefined) return []
  const second = rest.find((it) => it.source !== 'title' && addsTo(first, it))
  return second === undefined ? [first] : [first, second]
}

/** One passage for use inside a sentence: the words and their location. */
export function mentionEvidence(evidence: Evidence, report: Report): string {
  const { text } = evidence
  const words = isLog(evidence) ? codeSpan(text, MAX_MENTION) : quoteInline(text.replaceAll('\n', ' · '), MAX_MENTION)
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
  return isLog(evidence) ? fenceText(evidence.text) : quoteBlock(evidence.text)
}
