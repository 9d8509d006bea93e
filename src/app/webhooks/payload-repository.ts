/** A repository as a payload names it, and the queue's keys for it. */
import type { RepositoryRef } from '../../core/issue-ref.ts'

/** Under its name at the time of the webhook. */
export interface PayloadRepository extends RepositoryRef {
  /** GitHub's id; null in deliveries stored by an early version. */
  readonly id: number | null
}

/** Uses the id, which survives a rename, so that deliveries from before and after a rename keep their order. */
export function repositoryKey({ id, owner, repo }: PayloadRepository): string {
  return id === null ? `${owner}/${repo}` : String(id)
}

export function issueKey(repository: PayloadRepository, number: number): string {
  return `${repositoryKey(repository)}#${number}`
}
