import { createHash } from 'node:crypto'
import { type RepositoryRef, repositoryName } from '../../core/issue-ref.ts'

/**
 * Returns the id for a repository that is known by name only, as when a command reads reports from a file. Unlike
 * GitHub's ids, it is negative, so that no page and no delivery ever finds it. Existing stores contain these ids, so
 * the formula must not change.
 */
export function localId(repository: RepositoryRef): number {
  return -1 - createHash('sha256').update(repositoryName(repository)).digest().readUIntBE(0, 6)
}
