/** A repository as it is named in a payload, and its keys in the queue. */
import type { RepositoryRef } from '../../core/issue-ref.ts'

/** A repository under the name that it had when the webhook was sent. */
export interface PayloadRepository extends RepositoryRef {
  /** GitHub's id; null in deliveries stored by an early version. */
  readonly id: number | null
}

/**
 * Uses the id, which does not change when the repository is renamed, so that deliveries from before and after a rename
 * stay in order.
 */
export function repositoryKey({ id, owner, repo }: PayloadRepository): string {
  return id === null ? `${owner}/${repo}` : String(id)
}

export function issueKey(repository: PayloadRepository, number: number): string {
  return `${repositoryKey(repository)}#${number}`
}
