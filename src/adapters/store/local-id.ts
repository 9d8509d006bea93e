import { createHash } from 'node:crypto'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { repositoryName } from './repository-name.ts'

/**
 * Id of a repository that nobody but a name vouches for: what a command reads from a file, and what was kept before ids
 * were. It is below zero, where GitHub has none, so that no page and no delivery ever comes upon it. Stores hold these
 * ids: how they are made must not change.
 */
export function localId({ owner, repo }: RepositoryRef): number {
  return -1 - createHash('sha256').update(repositoryName(owner, repo)).digest().readUIntBE(0, 6)
}
