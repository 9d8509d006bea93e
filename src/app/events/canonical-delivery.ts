/**
 * The delivery that the bot sends to itself when a report joins a cluster. It runs the pipeline again on the cluster's
 * canonical report.
 */
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { issueDelivery } from '../webhooks/own-delivery.ts'

export interface CanonicalUpdate {
  readonly installation: number
  /** The new report's repository. */
  readonly repository: KnownRepository
  /** Issue number of the cluster's canonical report. */
  readonly number: number
  /** Number of reports in the cluster. */
  readonly count: number
}

/**
 * Creates a delivery whose id changes only when the count is worth another edit of the comment. The next edit includes
 * the reports in between.
 */
export function canonicalDelivery({ count, ...about }: CanonicalUpdate, receivedAt: number): Delivery {
  return issueDelivery('canonical', { ...about, occasion: String(stepOf(count)) }, receivedAt)
}

/** Counts every report up to 20, then every increase by 5 %: 10,000 reports cause some 150 edits. */
function stepOf(count: number): number {
  return count <= 20 ? count : 20 + Math.floor(Math.log(count / 20) / Math.log(1.05))
}
