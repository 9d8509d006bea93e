/** A pack is the signatures that are in force, loaded, checked and compiled into one scanner. Read-only. */
import type { Segment } from '../report/report.ts'
import type { Clause } from './clause-schema.ts'
import type { Signature } from './schema.ts'
import type { CounterSigns, GenericMessages, Topic, WordLists } from './shared-schema.ts'

/** What a clause belongs to. */
export type ClauseRole = 'evidence' | 'against' | 'only-when' | 'counter-sign' | 'generic' | 'topic'

/** One clause with its owner: the unit that the scanner reports. */
export interface OwnedClause {
  readonly role: ClauseRole
  /** Signature id, counter-sign id, generic message id, or `topic`. */
  readonly owner: string
  readonly clause: Clause
}

/** One match of a clause in a segment. */
export interface Hit {
  readonly owned: OwnedClause
  readonly segment: Segment
  /** Offsets into `segment.text`, end exclusive, UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly captures: Readonly<Record<string, string>>
}

/** One place in a log that a clause matches. */
export interface LogHit {
  readonly owned: OwnedClause
  /** 1-based. */
  readonly line: number
  /** The redacted line, cut to a readable length. */
  readonly text: string
  readonly captures: Readonly<Record<string, string>>
}

export interface StreamScanner {
  /** Takes the next bytes of the log; returns what became certain with them. */
  push(bytes: Uint8Array): readonly LogHit[]
  /** The log is over; returns the rest. */
  end(): readonly LogHit[]
}

export interface StreamOptions {
  /** After this many places a clause is looked for no more. */
  readonly mostPerClause?: number
}

export interface Scanner {
  /** First matches of every clause in every segment it may look in, in order of segment and place. Linear in the text. */
  scan(segments: readonly Segment[]): readonly Hit[]
  /** A scanner for one log of any size, read piece by piece. Only patterns are looked for, no stemmed words. */
  stream(options?: StreamOptions): StreamScanner
}

/** What a pack says, as plain data that can be handed to another thread. */
export interface PackContent {
  /** First 12 hex digits of the SHA-256 over the canonical content: changes when, and only when, answers may change. */
  readonly fingerprint: string
  /** In order of id. */
  readonly signatures: ReadonlyMap<string, Signature>
  readonly counterSigns: CounterSigns
  readonly genericMessages: GenericMessages
  readonly topic: Topic
  /** Lists of words that clauses name by `@name`. */
  readonly words: WordLists
  /** Name of the pack of each signature that lies in one: the folder of its file. */
  readonly folders: ReadonlyMap<string, string>
  /** Signatures that a repository brought and nobody vouches for; see `repository-signatures.ts`. */
  readonly repositorySignatures?: ReadonlySet<string>
}

export interface Pack extends PackContent {
  /** Every clause as the scanner looks for it, word lists written out: what explanations compare with. */
  readonly clauses: readonly OwnedClause[]
  readonly scanner: Scanner
}
