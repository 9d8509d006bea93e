/**
 * Types for a report: one issue made ready to read, with title, form fields and segments, all redacted. A report is
 * plain data that survives a JSON round trip. `read-report.ts` builds a report from an issue.
 */

/** The kind of text in a segment. A clause lists the kinds that it searches. */
export type SegmentKind = 'title' | 'prose' | 'log' | 'quote'

/** The origin of a text: the title, the body, one of the reporter's comments, or an attachment's name. */
export type Source = 'title' | 'body' | `comment:${number}` | (string & {})

/** A run of text of one kind, with its location. */
export interface Segment {
  readonly kind: SegmentKind
  readonly source: Source
  /** The heading or form field above it, as written; null before the first heading. */
  readonly heading: string | null
  /** 1-based line of the source on which the text starts. */
  readonly line: number
  /** True when all of this text was on a single source line (in a body whose line breaks are lost). */
  readonly flattened: boolean
  /** Redacted text without Markdown markup; each `\n` is a line end in the source unless `flattened`. */
  readonly text: string
  /** What the text alone does not show, in line order; omitted if there is nothing. */
  readonly outline?: readonly OutlineMark[]
}

/** A line of a segment that starts a list item or a table row, or that is the first one below another heading. */
export interface OutlineMark {
  /** 0-based index of the line in the segment's text. */
  readonly line: number
  /** The heading above this line and the following ones, if it is not that of the segment; null for none. */
  readonly heading?: string | null
}

/** One answer in an issue form, or one section under a heading in a body without a form. */
export interface Field {
  readonly heading: string
  readonly line: number
  readonly text: string
}

/** A credential or personal detail that redaction replaced. It never contains the value. */
export interface Secret {
  readonly kind: string
  readonly segment: SegmentKind
  readonly source: Source
  readonly line: number
  /** True when the value looks like a working credential; false for personal details and single-use values. */
  readonly live: boolean
}

/** The reporter's environment, read from form fields, title, log banners and text. */
export interface Environment {
  /** Product id, for example `claude-code`; null when nothing names a product. */
  readonly product: string | null
  /** Version as written, for example `2.1.148`; null when there is none. */
  readonly version: string | null
  readonly os: 'macos' | 'windows' | 'linux' | 'wsl' | null
}

/** The languages that are told apart. */
export const LANGUAGES = ['en', 'zh', 'ja', 'de', 'es', 'pt', 'fr'] as const

export type Language = (typeof LANGUAGES)[number]

export interface Report {
  /** Redacted title. */
  readonly title: string
  readonly segments: readonly Segment[]
  readonly fields: readonly Field[]
  readonly secrets: readonly Secret[]
  /** The reporter's comments in this report, oldest first. */
  readonly comments?: readonly ReadComment[]
  /** True if the issue shows a picture, whose text nobody can read here. */
  readonly hasPicture?: boolean
  /** True if the author already explains the failure in code, or proposes the change; omitted if not. */
  readonly explainsCause?: boolean
  /** The version with which, as the author says, the failure does not occur; omitted if none is named. */
  readonly workingVersion?: WorkingVersion
  /** Attachments that could not be read. */
  readonly unread?: readonly UnreadFile[]
  readonly environment: Environment
  /** The language of its prose; null or omitted when it is not clear. */
  readonly language?: Language | null
}

/** A version of the product that works, by the author's own words. */
export interface WorkingVersion {
  /** As written. */
  readonly version: string
  /** The version with the failure; null if the report names none beside it. */
  readonly failing: string | null
  readonly source: Source
  readonly heading: string | null
  /** 1-based line of the source. */
  readonly line: number
}

/** The source and time of a comment whose text is in the segments. */
export interface ReadComment {
  readonly source: Source
  /** Milliseconds since the epoch. */
  readonly writtenAt: number
}

/** A text file linked from the issue. */
export interface Attachment {
  readonly name: string
  readonly text: string
}

/** A file linked from the issue that was not read. */
export interface UnreadFile {
  readonly name: string
  /** Completes the sentence "<name> …". */
  readonly why: string
  /** True when the reporter has access to the file but the bot does not. */
  readonly forbidden?: boolean
}

/** An issue from GitHub or a file, before reading and redaction. */
export interface RawIssue {
  readonly title: string
  /** Markdown; null or empty when there is no text. */
  readonly body: string | null
  readonly attachments: readonly Attachment[]
  /** The reporter's own comments on the issue, oldest first. */
  readonly comments?: readonly RawComment[]
  readonly unread?: readonly UnreadFile[]
}

/** A comment from GitHub. */
export interface RawComment {
  readonly id: number
  /** Markdown. */
  readonly body: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/**
 * Returns the source line for an offset in a segment's text.
 * @param offset index into `segment.text`, in UTF-16 units
 * @returns 1-based line number
 */
export function lineAt(segment: Segment, offset: number): number {
  if (segment.flattened) return segment.line
  let line = segment.line
  for (let at = segment.text.indexOf('\n'); at !== -1 && at < offset; at = segment.text.indexOf('\n', at + 1)) line++
  return line
}
