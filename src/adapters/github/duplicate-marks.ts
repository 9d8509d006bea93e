/** GitHub's own duplicate marks. The REST API returns them without the other issue. */
import type { IssueRef } from '../../core/issue-ref.ts'

/** A person marked an issue as a duplicate of another, or removed the mark. */
export interface DuplicateMark {
  /** GitHub's id of the event. */
  readonly id: string
  readonly kind: 'marked' | 'unmarked'
  readonly canonical: IssueRef
  /** Login; `ghost` for a deleted account. */
  readonly by: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface DuplicateMarks {
  /**
   * Returns the duplicate marks that people set on an issue, oldest first; empty if GitHub does not support them. Omits
   * marks set by bots.
   */
  listDuplicateMarks(ref: IssueRef): Promise<readonly DuplicateMark[]>
}
