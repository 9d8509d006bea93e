/**
 * A diagnosis: the signatures ranked for one report, with their evidence, and one of three decisions. JSON-serialisable
 * data without wording, produced by `diagnose.ts`.
 */
import type { ReportedFlow } from '../flow/report-flow.ts'
import type { ProbeNote } from '../probe/reported-probe.ts'
import type { SegmentKind, Source } from '../report/report.ts'
import type { ReportValues } from '../signatures/report-values.ts'
import type { HitReading } from './mood.ts'

/**
 * Strength of an evidence clause: `decisive` names the cause, `strong` nearly does, `supporting` only adds to other
 * clauses.
 */
export type Strength = 'decisive' | 'strong' | 'supporting'

/** One signature clause, found at one location in a report. */
export interface Evidence {
  /** Id of the clause inside its signature. */
  readonly id: string
  /** The clause's strength, or `supporting` if the passage does not say that it happened. */
  readonly strength: Strength
  /** Where the passage is and how it is meant. */
  readonly reading: HitReading
  readonly segment: SegmentKind
  readonly source: Source
  readonly heading: string | null
  /** 1-based line number in the source. */
  readonly line: number
  /** The redacted line or lines that the clause matched, at most 300 characters around the match. */
  readonly text: string
  /** Named values that the clause captured, redacted. */
  readonly captures: Readonly<Record<string, string>>
}

/** One signature as a possible cause of one report. */
export interface Candidate {
  readonly signature: string
  /** Calibrated probability that this signature is the cause, 0 to 1. */
  readonly confidence: number
  /** Clauses that count for it, strongest first. */
  readonly evidence: readonly Evidence[]
  /** Clauses that count against it. */
  readonly against: readonly Evidence[]
  /** The signature's probability according to the text classifier; null when the model does not know the signature. */
  readonly textClass: number | null
  /** The signature's first question that fits the report and is not answered there; null if too little points to it. */
  readonly question: string | null
}

export type Decision = 'assert' | 'ask' | 'silent'

/** The reason for the decision; `comments/` has the wording for people. */
export type Reason =
  | 'sure' // one signature is sure enough to assert
  | 'tie' // two signatures lead and are close; the question distinguishes them
  | 'unsure' // clearly about authentication, and a signature leads without being sure
  | 'no-signature' // clearly about authentication, and no signature leads
  | 'not-auth' // not about authentication, or only in passing
  | 'counter-sign' // something else explains what looks like authentication
  | 'explained' // the author explains the failure in code, so no question would help
  | 'muted' // the signature was rejected too often in this repository, so it only asks
  | 'handed-over' // the question limit has been reached; a maintainer takes over
  | 'said' // a maintainer named the cause
  | 'rejected' // a person rejected the answer
  | 'turned-off' // the repository has turned off the leading signature

export interface Diagnosis {
  readonly decision: Decision
  readonly reason: Reason
  /** The asserted signature; null unless the decision is `assert`. */
  readonly signature: string | null
  /** Confidence in the first-ranked signature, 0 when there is none. */
  readonly confidence: number
  /** Probability that the report is about an authentication failure at all. */
  readonly topic: number
  /** Candidates, most confident first; signatures that were not considered are left out. */
  readonly ranked: readonly Candidate[]
  /**
   * The one question to ask, as the pack words it, so that it can be stored; `askedQuestion` fills in `errorLine`. Null
   * unless the decision is `ask`.
   */
  readonly question: string | null
  /** Words of the report for `{{error}}` in the question; omitted if the question has no place for them. */
  readonly errorLine?: string
  /** The login that the report's logs show; null if they show none. */
  readonly flow: ReportedFlow | null
  /** The blocks of probes in the report; omitted if there are none. */
  readonly probe?: ProbeNote
  /** A message in the report that clients print for many causes; null when there is none. */
  readonly generic: Evidence | null
  /**
   * What the report already says in answer to a question or a step, and what texts for certain reports look for; each
   * `id` is that of `answerKey` or `saysKey`.
   */
  readonly answers: readonly Evidence[]
  /** Values of the report that every signature may insert. */
  readonly values: ReportValues
  /** Captured values of the first-ranked signature, for the checklist. */
  readonly captures: Readonly<Record<string, string>>
}
