/**
 * The deliveries that the bot sends to itself once a week for each repository. A repository's week starts at an hour that
 * follows from its id, so that not all of them are due at once.
 */

import type { Delivery } from '../../adapters/queue/queue.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { HOUR_MS, WEEK_MS } from '../../core/time-units.ts'
import { issueDelivery, repositoryDelivery } from '../webhooks/own-delivery.ts'

const HOURS_PER_WEEK = WEEK_MS / HOUR_MS

/** @returns the number of the repository's present week */
export function weekOf({ id }: Pick<KnownRepository, 'id'>, now: number): number {
  return Math.floor((now - (id % HOURS_PER_WEEK) * HOUR_MS) / WEEK_MS)
}

export interface WeeklyWork {
  readonly installation: number
  readonly repository: KnownRepository
  readonly week: number
}

/** Mining may take a while, and a backfill of the same repository does not wait for it. */
export function weeklyDelivery({ week, ...about }: WeeklyWork, receivedAt: number): Delivery {
  return repositoryDelivery('weekly', { ...about, occasion: String(week) }, { receivedAt })
}

/** @param number number of the issue that the repository chose for its digest */
export function digestDelivery(
  { week, ...about }: WeeklyWork & { readonly number: number },
  receivedAt: number,
): Delivery {
  return issueDelivery('digest', { ...about, occasion: String(week) }, receivedAt)
}
