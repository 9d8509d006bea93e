/** The merged change that closed an issue. The webhook does not name it. */
import type { IssueRef } from '../../core/issue-ref.ts'

/** The merged pull request or the commit, in the issue's own repository, that closed an issue. */
export type MergedChange =
  | { readonly kind: 'pull-request'; readonly number: number; readonly url: string }
  | { readonly kind: 'commit'; readonly sha: string; readonly url: string }

export interface MergedChanges {
  /**
   * Returns the merged change that last closed the issue; null if a person did, if it is in another repository, or if
   * GitHub does not say. In a private repository, GitHub shows a pull request only with the permission to read pull
   * requests.
   */
  readMergedChange(ref: IssueRef): Promise<MergedChange | null>
}
