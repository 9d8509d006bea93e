/**
 * The words around a comment's content: headline, headings, the place of the quoted line, the small print. Everything
 * that comes from a signature, and every command and error line, stays in English.
 */

/** Where a quoted passage stands. Names are Markdown. */
export interface Place {
  readonly in: 'title' | 'description' | 'comment' | 'file'
  /** 1-based; null for text that has lost its line breaks. */
  readonly line: number | null
  /** The day of a comment, or the name of a file; empty otherwise. */
  readonly name: string
  /** The heading above the line; empty if there is none. */
  readonly heading: string
}

/** The words of a comment in one language. Arguments are Markdown, and so are results. */
export interface Frame {
  /** The place as a noun phrase. */
  place(place: Place): string
  /** Opens the quoted passage. */
  from(place: string): string
  looksLike(title: string, isSure: boolean): string
  saidByMaintainer(title: string): string
  readonly reportedBefore: string
  readonly checkFirst: string
  /** Heading above the outcomes of steps that the report shows by itself. */
  readonly reportShows: string
  /** Says to an author who explains the cause that no step is open. */
  readonly explained: string
  /** Precedes the outcome that confirms the failure. */
  readonly confirmedIf: string
  /** Summary of the folded part of an answer. */
  more(steps: number): string
  /** The same if the author explains the cause; there is at least one step. */
  toConfirm(steps: number): string
  readonly unclear: string
  /** Summary of the folded part of a question. */
  readonly whyThisQuestion: string
  readonly howToReply: string
  /** Asked instead of the pack's neutral question; null where the pack's own wording is in this language. */
  readonly neutralQuestion: string | null
  /** How to correct an answer; the signature follows. */
  readonly correctAnswer: string
  /** How to correct a question. Contains no question mark, since a comment asks one question. */
  readonly correctQuestion: string
}
