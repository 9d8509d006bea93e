/** What closed an issue. The webhook does not say it. */
import type { IssueRef } from '../../core/issue-ref.ts'

/** The merged pull request or the commit, in the issue's own repository, that closed an issue. */
export type Closer =
  | { readonly kind: 'pull-request'; readonly number: number; readonly url: string }
  | { readonly kind: 'commit'; readonly sha: string; readonly url: string }

export interface Closers {
  /**
   * Returns what last closed the issue; null if a person did, if it is in another repository, or if GitHub does not say.
   * In a private repository, GitHub shows a pull request only with the permission to read pull requests.
   */
  readCloser(ref: IssueRef): Promise<Closer | null>
}
