/** Queues the threads whose ends are due to be read: 7 and 30 days after the bot's answer. */
import type { Queue } from '../../adapters/queue/queue.ts'
import type { Store } from '../../adapters/store/store.ts'
import { dueReadings, outcomeDelivery } from '../../app/outcomes/due-readings.ts'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'

/** Maximum number of threads queued per repository and poll; the rest follow with the next poll. */
const MAX_THREADS = 100

export interface OutcomePollOptions {
  readonly store: Pick<Store, 'as' | 'knownRepositories'>
  readonly queue: Pick<Queue, 'accept'>
  /** Returns the id of the installation on a repository; null if the App is no longer installed there. */
  readonly installationOf: (repository: RepositoryRef) => Promise<number | null>
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** @returns the number of queued threads; a repository for which GitHub refuses a call is left for the next poll */
export async function pollOutcomes(options: OutcomePollOptions): Promise<number> {
  const { store } = options
  const repositories = await store.knownRepositories()
  const seen = store.as(repositories)
  const [asserts, outcomes] = await Promise.all([seen.asserts(), seen.outcomesIn(null)])
  let queued = 0
  for (const repository of repositories) {
    const isHere = ({ ref }: { readonly ref: RepositoryRef }) =>
      ref.owner === repository.owner && ref.repo === repository.repo
    const due = dueReadings(asserts.filter(isHere), outcomes.filter(isHere), options.now)
    const numbers = due.slice(0, MAX_THREADS).map(({ number }) => number)
    if (numbers.length > 0) queued += await queueReadings(repository, numbers, options).catch(() => 0)
  }
  return queued
}

async function queueReadings(
  repository: KnownRepository,
  numbers: readonly number[],
  { queue, installationOf, now }: OutcomePollOptions,
): Promise<number> {
  const installation = await installationOf(repository)
  if (installation === null) return 0
  const day = new Date(now).toISOString().slice(0, 10)
  let queued = 0
  for (const number of numbers) {
    const delivery = outcomeDelivery({ installation, repository, number, occasion: day }, now)
    if ((await queue.accept(delivery)) === 'accepted') queued += 1
  }
  return queued
}
