import { createHash } from 'node:crypto'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { repositoryName } from './repository-name.ts'

/**
 * Id of a repository that only a name identifies: what a command reads from a file. It is below zero, where GitHub has no
 * ids, so that no page and no delivery ever finds it. Stores hold these ids: how they are made must not change.
 */
export function localId({ owner, repo }: RepositoryRef): number {
  return -1 - createHash('sha256').update(repositoryName(owner, repo)).digest().readUIntBE(0, 6)
}
