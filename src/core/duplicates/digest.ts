/**
 * A digest is the part of a report that is stored so that reports of the same cause can be found. It is derived from
 * the Report and its Diagnosis, redacted, and JSON-serialisable. The text itself is not stored.
 */
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { Side, Stage } from '../flow/stage.ts'
import type { Environment, Report, Segment } from '../report/report.ts'
import { type ReportAttributes, readAttributes } from './attributes.ts'
import { findCitations } from './citations.ts'
import { type ErrorLine, findErrorLines } from './error-lines.ts'
import { saysNoError } from './no-error.ts'
import { readTerms } from './terms.ts'

/** The part of a report that a term comes from; each part has its own weight. */
export type TermField = 'title' | 'prose' | 'log'

/** The parts of a diagnosis that are used to compare two reports. */
export interface Cause {
  readonly signature: string
  readonly confidence: number
  readonly asserted: boolean
  readonly captures: Readonly<Record<string, string>>
}

/** How far the login in a report's logs came. */
export interface DigestFlow {
  readonly reached: Stage | null
  /** The stage that failed; null if none did. */
  readonly broken: Stage | null
  readonly side: Side | null
}

export interface ReportDigest {
  /** Redacted. */
  readonly title: string
  /** Stems in text order, up to `MAX_TERMS` per field. */
  readonly terms: Readonly<Record<TermField, readonly string[]>>
  readonly lines: readonly ErrorLine[]
  /** Whether the reporter says that no error was shown; missing in digests from earlier versions. */
  readonly silent?: boolean
  /** Missing in digests from earlier versions, which then neither share nor contradict an attribute. */
  readonly attributes?: ReportAttributes
  /** Probability that the report is about an authentication failure; missing in digests from earlier versions. */
  readonly topic?: number
  /** Null if the logs show no login; missing in digests from earlier versions. */
  readonly flow?: DigestFlow | null
  /** The first-ranked signature; null when there is none. */
  readonly cause: Cause | null
  readonly environment: Environment
  /** Issues that the report cites, as `#12` or `owner/repo#12`. */
  readonly cites: readonly string[]
}

/** One issue, as stored in its repository's index. */
export interface IndexedReport {
  readonly number: number
  readonly digest: ReportDigest
  /** The reporter's login. */
  readonly author: string
  /** Times are milliseconds since the epoch. */
  readonly createdAt: number
  readonly open: boolean
  readonly closedAt: number | null
  readonly closedAs: 'completed' | 'not_planned' | 'duplicate' | null
  readonly reactions: number
}

/**
 * Maximum number of terms per field. The first terms show what a report is about, and a long log would drown them out.
 */
export const MAX_TERMS: Readonly<Record<TermField, number>> = { title: 60, prose: 1_000, log: 600 }

/** @returns the same digest for the same report and diagnosis, byte for byte */
export function digestReport(report: Report, diagnosis: Diagnosis): ReportDigest {
  const lines = findErrorLines(report.segments)
  return {
    title: report.title,
    terms: {
      title: termsOf(report.segments, 'title'),
      prose: termsOf(report.segments, 'prose'),
      log: termsOf(report.segments, 'log'),
    },
    lines,
    silent: saysNoError(report.fields),
    attributes: readAttributes(report, lines, diagnosis.flow),
    topic: Number(diagnosis.topic.toFixed(2)),
    flow: flowOf(diagnosis),
    cause: causeOf(diagnosis),
    environment: report.environment,
    cites: findCitations(report.segments),
  }
}

/** Ignores quotes, which are other people's words and would make every reply similar to the text it quotes. */
function termsOf(segments: readonly Segment[], field: TermField): readonly string[] {
  const terms: string[] = []
  for (const { kind, text } of segments) {
    if (kind !== field || terms.length >= MAX_TERMS[field]) continue
    terms.push(...readTerms(text, MAX_TERMS[field] - terms.length))
  }
  return terms
}

function flowOf({ flow }: Diagnosis): DigestFlow | null {
  return flow && { reached: flow.reached, broken: flow.broken?.stage ?? null, side: flow.broken?.side ?? null }
}

function causeOf({ ranked, decision, captures }: Diagnosis): Cause | null {
  const [first] = ranked
  if (first === undefined) return null
  const { signature, confidence } = first
  return { signature, confidence, asserted: decision === 'assert', captures }
}
