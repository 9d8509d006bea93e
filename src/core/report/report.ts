/**
 * A report is one issue made ready to read: title, form fields and segments, all of it redacted. It is plain data that
 * survives JSON. This file holds the nouns; `read-report.ts` makes a Report from an issue.
 */

/** What kind of text a segment holds. Evidence clauses say in which kinds they look. */
export type SegmentKind = 'title' | 'prose' | 'log' | 'quote'

/** Where the text comes from: the issue's title, its body, a comment of the reporter's, or the name of an attached file. */
export type Source = 'title' | 'body' | `comment:${number}` | (string & {})

/** A run of text of one kind, with its place. */
export interface Segment {
  readonly kind: SegmentKind
  readonly source: Source
  /** The heading (or form field) that it stands under, as written; null above the first heading. */
  readonly heading: string | null
  /** 1-based line of the source at which the text begins. */
  readonly line: number
  /** True when the source had all of this text on one line (a body whose line breaks were lost). */
  readonly flattened: boolean
  /** Redacted text without Markdown markup; each `\n` is one line of the source unless `flattened`. */
  readonly text: string
}

/** One answer of an issue form, or one headed section of a free body. */
export interface Field {
  readonly heading: string
  readonly line: number
  readonly text: string
}

/** A credential or personal detail that redaction replaced. The value itself is never kept. */
export interface Secret {
  readonly kind: string
  readonly segment: SegmentKind
  readonly source: Source
  readonly line: number
  /** True for a working credential's shape; false for personal details and for placeholders. */
  readonly live: boolean
}

/** What the reporter says they run, read from form fields and log banners. */
export interface Environment {
  /** Product product id, e.g. `claude-code`, `cowork`; null when nothing names one. */
  readonly product: string | null
  /** Version as written, e.g. `2.1.148`; null when none is given. */
  readonly version: string | null
  readonly os: 'macos' | 'windows' | 'linux' | 'wsl' | null
}

export interface Report {
  /** Redacted title. */
  readonly title: string
  readonly segments: readonly Segment[]
  readonly fields: readonly Field[]
  readonly secrets: readonly Secret[]
  /** The reporter's comments that were read, oldest first. */
  readonly comments?: readonly ReadComment[]
  /** Files that came with the issue and were not read. */
  readonly unread?: readonly UnreadFile[]
  readonly environment: Environment
}

/** A comment as far as a place in it has to be named. */
export interface ReadComment {
  readonly source: Source
  /** Milliseconds since the epoch. */
  readonly writtenAt: number
}

/** A text file that came with the issue. */
export interface Attachment {
  readonly name: string
  readonly text: string
}

/** A file that came with the issue and was not read; `why` finishes the sentence "<name> …". */
export interface UnreadFile {
  readonly name: string
  readonly why: string
  /** True when the reporter can read it and we may not. */
  readonly forbidden?: boolean
}

/** An issue as GitHub or a file gives it, before anything was read or redacted. */
export interface RawIssue {
  readonly title: string
  /** Markdown; null or empty when the reporter wrote nothing. */
  readonly body: string | null
  readonly attachments: readonly Attachment[]
  /** What the reporter wrote below the issue, oldest first. */
  readonly comments?: readonly RawComment[]
  readonly unread?: readonly UnreadFile[]
}

/** A comment as GitHub gives it. */
export interface RawComment {
  readonly id: number
  /** Markdown. */
  readonly body: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/**
 * The line of its source on which an offset of a segment's text stands.
 * @param offset index into `segment.text`, in UTF-16 units
 * @returns 1-based line number
 */
export function lineAt(segment: Segment, offset: number): number {
  if (segment.flattened) return segment.line
  let line = segment.line
  for (let at = segment.text.indexOf('\n'); at !== -1 && at < offset; at = segment.text.indexOf('\n', at + 1)) line++
  return line
}
