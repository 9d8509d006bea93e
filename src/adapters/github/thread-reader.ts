/** Reads the comments on any issue with the role of their authors. Needs no App and no rights. */
import type { IssueRef } from '../../core/issue-ref.ts'
import type { PastComment } from '../../core/rehearsal/past-issue.ts'

export interface ThreadReader {
  /**
   * Returns the comments, oldest first; of a long thread, both ends.
   * @throws TriageError('github-refused')
   */
  listThread(ref: IssueRef): Promise<readonly PastComment[]>
}
