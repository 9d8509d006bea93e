/** The bot's own delivery for a report that joins a cluster: it runs the pipeline again on the cluster's canonical. */
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { issueKey } from '../webhooks/payload-repository.ts'

export interface CanonicalUpdate {
  readonly installation: number
  /** Repository of the new report. */
  readonly repository: KnownRepository
  /** Number of the cluster's canonical. */
  readonly number: number
  /** Number of reports in the cluster. */
  readonly count: number
}

/** Gives one id to each count that is worth an edit of the comment. The next edit includes the reports in between. */
export function canonicalDelivery(update: CanonicalUpdate, receivedAt: number): Delivery {
  const { installation, repository, number, count } = update
  const { id, owner, repo } = repository
  const key = issueKey(repository, number)
  const payload = JSON.stringify({
    installation: { id: installation },
    repository: { id },
    ref: { owner, repo, number },
  })
  return { id: `canonical:${key}:${stepOf(count)}`, event: 'canonical', key, payload, receivedAt }
}

/** Every report up to 20, then every 5 % more: 10,000 reports make some 150 edits. */
function stepOf(count: number): number {
  return count <= 20 ? count : 20 + Math.floor(Math.log(count / 20) / Math.log(1.05))
}
