/**
 * The end of a thread that the bot answered, and what it says about the answer. Plain data: `read-ending.ts` reads it,
 * `outcome-record.ts` counts the results.
 */

/** Who wrote a remark. A bystander is anyone without a role who did not write the issue. */
export type Speaker = 'reporter' | 'maintainer' | 'bystander' | 'bot'

/** A comment that was written after the bot's first answer. */
export interface Remark {
  /** The comment's id; 0 if unknown. */
  readonly id: number
  readonly by: Speaker
  /** Login, to count distinct people. */
  readonly who: string
  /** Markdown, untrusted. */
  readonly body: string
}

/** A cause that a person named without prose: by a command, or by a label. */
export interface NamedCause {
  readonly by: 'reporter' | 'maintainer'
  /** Login; null for a label, because GitHub's list of label events is read without names. */
  readonly who: string | null
  /** The signature; null if the person only said that the answer worked. */
  readonly signature: string | null
}

export interface Ending {
  /** The signature that the bot's first answer asserted. */
  readonly answer: string
  /** Oldest first. */
  readonly remarks: readonly Remark[]
  /** Oldest first. */
  readonly named: readonly NamedCause[]
}

/**
 * - `confirmed`: the reporter or a maintainer says that the answer was right;
 * - `contradicted`: the reporter's or a maintainer's own words assert another cause;
 * - `no-evidence`: everything else, including "fixed", "thanks", and a thread that was closed without words.
 */
export const GRADES = ['confirmed', 'contradicted', 'no-evidence'] as const

export type Grade = (typeof GRADES)[number]

export interface EndingReading {
  readonly grade: Grade
  /** The cause that was said instead; null unless the grade is `contradicted`. */
  readonly cause: string | null
  /** Login of the person whose words decided; null for `no-evidence`. */
  readonly who: string | null
  /** Id of the deciding comment; null if a command or a label decided, or nothing did. */
  readonly remark: number | null
}

export const NO_EVIDENCE: EndingReading = { grade: 'no-evidence', cause: null, who: null, remark: null }
