/** Types for a pack: its signatures in force, loaded, checked and compiled into one scanner. Read-only. */
import type { Segment } from '../report/report.ts'
import type { Clause } from './clause-schema.ts'
import type { Signature } from './schema.ts'
import type {
  BoilerplateLines,
  CounterSigns,
  GenericMessages,
  PackDescriptions,
  Topic,
  WordLists,
} from './shared-schema.ts'

/** The role that a clause has in its owner. */
export type ClauseRole =
  | 'evidence'
  | 'against'
  | 'only-when'
  | 'answer'
  | 'counter-sign'
  | 'generic'
  | 'topic'
  | 'boilerplate'

/** One clause with its owner, as the scanner reports it. */
export interface OwnedClause {
  readonly role: ClauseRole
  /** Signature id, counter-sign id, generic message id, `topic`, or for an answer the key from `answers.ts`. */
  readonly owner: string
  readonly clause: Clause
}

/** One match of a clause in a segment. */
export interface Hit {
  readonly owned: OwnedClause
  readonly segment: Segment
  /** Offsets into `segment.text` in UTF-16 units; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly captures: Readonly<Record<string, string>>
}

/** One match of a clause in a log. */
export interface LogHit {
  readonly owned: OwnedClause
  /** 1-based. */
  readonly line: number
  /** The redacted line, cut down to `MAX_EXCERPT_LENGTH`. */
  readonly text: string
  readonly captures: Readonly<Record<string, string>>
}

export interface StreamScanner {
  /** Takes the next bytes of the log and returns the hits that they completed. */
  push(bytes: Uint8Array): readonly LogHit[]
  /** Ends the log and returns the remaining hits. */
  end(): readonly LogHit[]
}

export interface StreamOptions {
  /** Maximum number of hits per clause. */
  readonly maxPerClause?: number
}

/**
 * Maximum number of matches of one clause in one segment. The first one can be an example or a denial, and a later one
 * what happened.
 */
export const MAX_MATCHES_PER_CLAUSE = 4

export interface Scanner {
  /** Every clause as the scanner uses it, with word lists expanded. Explanations compare a report with these. */
  readonly clauses: readonly OwnedClause[]
  /**
   * Returns the first matches of every clause in every segment that the clause searches, at most
   * `MAX_MATCHES_PER_CLAUSE` each, in segment order. The time is linear in the length of the text.
   */
  scan(segments: readonly Segment[]): readonly Hit[]
  /** Returns a scanner for one log of any size, read piece by piece. It finds only patterns, not stemmed words. */
  stream(options?: StreamOptions): StreamScanner
}

/** The content of a pack, as plain data that can be passed to another thread. */
export interface PackContent {
  /** First 12 hex digits of the SHA-256 of the content. Changes if and only if the content changes. */
  readonly fingerprint: string
  /** Sorted by id. */
  readonly signatures: ReadonlyMap<string, Signature>
  readonly boilerplate: BoilerplateLines
  readonly counterSigns: CounterSigns
  readonly genericMessages: GenericMessages
  readonly topic: Topic
  /** Word lists, which clauses reference as `@name`. */
  readonly words: WordLists
  /** What each pack is about and what chooses it, by the name of its folder. */
  readonly packs: PackDescriptions
  /** Signature id → folder of its file, which is the name of its pack. */
  readonly folders: ReadonlyMap<string, string>
  /** Ids of untrusted repository signatures; see `repository-signatures.ts`. */
  readonly repositorySignatures?: ReadonlySet<string>
}

export interface Pack extends PackContent {
  readonly scanner: Scanner
}
