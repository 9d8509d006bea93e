/** What the bot asks of itself when a report joins a cluster: to look again at the one that stands for all of them. */
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { issueKey } from '../webhooks/payload-repository.ts'

export interface CanonicalUpdate {
  readonly installation: number
  /** That of the report that came. */
  readonly repository: KnownRepository
  /** Number of the report that stands for its cluster. */
  readonly number: number
  /** How many reports the cluster has. */
  readonly count: number
}

/** One id for each number of reports that is worth an edit: whoever comes in between is told of by the next. */
export function canonicalDelivery(update: CanonicalUpdate, receivedAt: number): Delivery {
  const { installation, repository, number, count } = update
  const { id, owner, repo } = repository
  const key = issueKey(repository, number)
  const parts = { installation: { id: installation }, repository: { id }, ref: { owner, repo, number } }
  const payload = JSON.stringify(parts)
  return { id: `canonical:${key}:${stepOf(count)}`, event: 'canonical', key, payload, receivedAt }
}

/** Every report up to twenty, every twentieth part of them from there on: ten thousand of them are some 150 edits. */
function stepOf(count: number): number {
  return count <= 20 ? count : 20 + Math.floor(Math.log(count / 20) / Math.log(1.05))
}
