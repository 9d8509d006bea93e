import { createHash } from 'node:crypto'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { repositoryName } from './repository-name.ts'

/**
 * Id of a repository known by name only, as when a command reads reports from a file. It is negative, unlike GitHub's
 * ids, so that no page and no delivery ever finds it. Stores hold these ids, so the formula must not change.
 */
export function localId({ owner, repo }: RepositoryRef): number {
  return -1 - createHash('sha256').update(repositoryName(owner, repo)).digest().readUIntBE(0, 6)
}
