/**
 * A diagnosis is the ranked signatures of a report with their evidence, and one of three decisions. Plain data that
 * survives JSON; it holds no wording. `diagnose.ts` makes it.
 */
import type { SegmentKind, Source } from '../report/report.ts'

/** How much a clause of evidence says: `decisive` names the cause, `strong` nearly does, `supporting` only adds. */
export type Strength = 'decisive' | 'strong' | 'supporting'

/** One clause of a signature found in one place of a report. */
export interface Evidence {
  /** Id of the clause inside its signature. */
  readonly id: string
  readonly strength: Strength
  readonly segment: SegmentKind
  readonly source: Source
  readonly heading: string | null
  /** 1-based line of the source. */
  readonly line: number
  /** The redacted line (or lines) that the clause matched, at most 300 characters around the match. */
  readonly text: string
  /** Named values that the clause captured, redacted. */
  readonly captures: Readonly<Record<string, string>>
}

/** One signature's standing in one report. */
export interface Candidate {
  readonly signature: string
  /** Calibrated probability that this signature is the cause, 0 to 1. */
  readonly confidence: number
  /** Clauses that speak for it, strongest first. */
  readonly evidence: readonly Evidence[]
  /** Clauses that speak against it. */
  readonly against: readonly Evidence[]
  /** How much the report as a whole reads like it; null when the textClass model does not know the signature. */
  readonly textClass: number | null
}

export type Decision = 'assert' | 'ask' | 'silent'

/** Why the decision was taken; the wording for people is made in `comments/`. */
export type Reason =
  | 'sure' // one signature is sure enough to assert
  | 'tie' // two signatures lead and are close; the question tells them apart
  | 'unsure' // clearly authentication, a signature leads but not surely
  | 'no-signature' // clearly authentication, nothing leads
  | 'not-auth' // not about authentication, or only in passing
  | 'counter-sign' // what looks like authentication is explained by something else
  | 'muted' // people rejected the signature too often in this repository; it only asks
  | 'handed-over' // all questions that may be put were put; a maintainer will look
  | 'said' // a maintainer named the cause
  | 'rejected' // a person said that what the bot made of it is wrong
  | 'turned-off' // the signature that leads is one that the repository turned off

export interface Diagnosis {
  readonly decision: Decision
  readonly reason: Reason
  /** The asserted signature; null unless the decision is `assert`. */
  readonly signature: string | null
  /** Confidence in the first-ranked signature, 0 when there is none. */
  readonly confidence: number
  /** Probability that the report is about an authentication failure at all. */
  readonly topic: number
  /** Candidates, surest first; those without any evidence are left out. */
  readonly ranked: readonly Candidate[]
  /** The one question to put; null unless the decision is `ask`. */
  readonly question: string | null
  /** A message in the report that clients print for many causes, so that it decides nothing; null when there is none. */
  readonly generic: Evidence | null
  /** Captured values of the first-ranked signature, for the checklist. */
  readonly captures: Readonly<Record<string, string>>
}
