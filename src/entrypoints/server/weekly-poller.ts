/** Queues what repositories are due once a week: drafts of signatures, and the digest. */
import type { Queue } from '../../adapters/queue/queue.ts'
import type { Store } from '../../adapters/store/store.ts'
import { weeklyDelivery, weekOf } from '../../app/weekly/weekly-delivery.ts'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'

export interface WeeklyPollOptions {
  readonly store: Pick<Store, 'knownRepositories'>
  readonly queue: Pick<Queue, 'accept'>
  /** Returns the id of the installation on a repository; null if the App is no longer installed there. */
  readonly installationOf: (repository: RepositoryRef) => Promise<number | null>
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The week for which each repository was last asked about, by id; changed by this function. */
  readonly asked: Map<number, number>
}

/** @returns the number of queued repositories; one for which GitHub refuses a call is left for the next poll */
export async function pollWeekly({ store, queue, installationOf, now, asked }: WeeklyPollOptions): Promise<number> {
  let queued = 0
  const poll = async (repository: KnownRepository) => {
    const week = weekOf(repository, now)
    if (asked.get(repository.id) === week) return
    const installation = await installationOf(repository)
    asked.set(repository.id, week)
    if (installation === null) return
    const delivery = weeklyDelivery({ installation, repository, week }, now)
    if ((await queue.accept(delivery)) === 'accepted') queued += 1
  }
  for (const repository of await store.knownRepositories()) await poll(repository).catch(() => undefined)
  return queued
}
