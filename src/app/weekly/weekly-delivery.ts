/**
 * The deliveries that the bot sends to itself once a week for each repository. A repository's week starts at an hour that
 * follows from its id, so that not all of them are due at once.
 */
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { issueKey, repositoryKey } from '../webhooks/payload-repository.ts'

const HOUR_MS = 60 * 60 * 1000
const HOURS_PER_WEEK = 7 * 24
export const WEEK_MS = HOURS_PER_WEEK * HOUR_MS

/** @returns the number of the repository's present week */
export function weekOf({ id }: Pick<KnownRepository, 'id'>, now: number): number {
  return Math.floor((now - (id % HOURS_PER_WEEK) * HOUR_MS) / WEEK_MS)
}

export interface WeeklyWork {
  readonly installation: number
  readonly repository: KnownRepository
  readonly week: number
}

/** Has a key of its own: mining may take a while, and a backfill of the same repository must not wait for it. */
export function weeklyDelivery({ installation, repository, week }: WeeklyWork, receivedAt: number): Delivery {
  const { id, owner, repo } = repository
  const payload = JSON.stringify({
    installation: { id: installation },
    repository: { id, name: repo, owner: { login: owner } },
  })
  const key = `${repositoryKey(repository)}#weekly`
  return { id: `weekly:${repositoryKey(repository)}:${week}`, event: 'weekly', key, payload, receivedAt }
}

/** @param number number of the issue that the repository chose for its digest */
export function digestDelivery(
  { installation, repository, week, number }: WeeklyWork & { readonly number: number },
  receivedAt: number,
): Delivery {
  const key = issueKey(repository, number)
  const { id, owner, repo } = repository
  const payload = JSON.stringify({
    installation: { id: installation },
    repository: { id },
    ref: { owner, repo, number },
  })
  return { id: `digest:${key}:${week}`, event: 'digest', key, payload, receivedAt }
}
