/** A repository as a payload tells of it, and the key of what is to be done there. */
import type { RepositoryRef } from '../../core/issue-ref.ts'

/** By the name that it had then. */
export interface PayloadRepository extends RepositoryRef {
  /** GitHub's number; null in what a version stored that kept none. */
  readonly id: number | null
}

/** By the number, which stays when the name changes: what was told before and after keeps its order. */
export function repositoryKey({ id, owner, repo }: PayloadRepository): string {
  return id === null ? `${owner}/${repo}` : String(id)
}

export function issueKey(repository: PayloadRepository, number: number): string {
  return `${repositoryKey(repository)}#${number}`
}
