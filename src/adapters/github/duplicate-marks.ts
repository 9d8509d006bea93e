/** GitHub's own marks of duplicates, which its REST API tells without the other issue. */
import type { IssueRef } from '../../core/issue-ref.ts'

/** Somebody marked an issue as a duplicate of another, or took that back. */
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
  /** What people marked on an issue, oldest first; none where GitHub cannot tell. Marks by bots are left out. */
  listDuplicateMarks(ref: IssueRef): Promise<readonly DuplicateMark[]>
}
