/**
 * A digest is what is kept of a report to find the reports of the same cause: derived and redacted, plain data that
 * survives JSON. A Report with its Diagnosis comes in, a digest goes out; the text itself is not kept.
 */
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { Environment, Report, Segment } from '../report/report.ts'
import { findCitations } from './citations.ts'
import { type ErrorLine, findErrorLines } from './error-lines.ts'
import { saysNoError } from './no-error.ts'
import { readTerms } from './terms.ts'

/** Where in a report a term stands; each counts differently. */
export type TermField = 'title' | 'prose' | 'log'

/** What a report was diagnosed with, as far as two reports can be compared by it. */
export interface Cause {
  readonly signature: string
  readonly confidence: number
  readonly asserted: boolean
  readonly captures: Readonly<Record<string, string>>
}

export interface ReportDigest {
  /** Redacted. */
  readonly title: string
  /** Stems in the order of the text, the first of each field. */
  readonly terms: Readonly<Record<TermField, readonly string[]>>
  readonly lines: readonly ErrorLine[]
  /** Whether the reporter says that no error was shown; left out by an earlier version. */
  readonly silent?: boolean
  /** The first-ranked signature; null when nothing ranks. */
  readonly cause: Cause | null
  readonly environment: Environment
  /** Other issues that the report names, as `#12` or `owner/repo#12`. */
  readonly cites: readonly string[]
}

/** One issue of a repository as its index holds it. */
export interface IndexedReport {
  readonly number: number
  readonly digest: ReportDigest
  /** Login of the reporter. */
  readonly author: string
  /** Times are milliseconds since the epoch. */
  readonly createdAt: number
  readonly open: boolean
  readonly closedAt: number | null
  readonly closedAs: 'completed' | 'not_planned' | 'duplicate' | null
  readonly reactions: number
}

/** Terms kept of each field: the first tell what a report is about, and a pasted log would drown them. */
export const MAX_TERMS: Readonly<Record<TermField, number>> = { title: 60, prose: 1_000, log: 600 }

/** @returns the same digest for the same report and diagnosis, byte for byte */
export function digestReport(report: Report, diagnosis: Diagnosis): ReportDigest {
  return {
    title: report.title,
    terms: {
      title: termsOf(report.segments, 'title'),
      prose: termsOf(report.segments, 'prose'),
      log: termsOf(report.segments, 'log'),
    },
    lines: findErrorLines(report.segments),
    silent: saysNoError(report.fields),
    cause: causeOf(diagnosis),
    environment: report.environment,
    cites: findCitations(report.segments),
  }
}

/** Quotes are somebody else's words: they would make every answer look like what it answers. */
function termsOf(segments: readonly Segment[], field: TermField): readonly string[] {
  const terms: string[] = []
  for (const { kind, text } of segments) {
    if (kind !== field || terms.length >= MAX_TERMS[field]) continue
    terms.push(...readTerms(text, MAX_TERMS[field] - terms.length))
  }
  return terms
}

function causeOf({ ranked, decision, captures }: Diagnosis): Cause | null {
  const [first] = ranked
  if (first === undefined) return null
  const { signature, confidence } = first
  return { signature, confidence, asserted: decision === 'assert', captures }
}
