/**
 * Polls for feedback that GitHub sends no webhook for: 👎, 😕 and hidden comments. The reactions that it finds go through
 * the queue like all other feedback, so each one counts once and in order.
 */

import { type CommentReaction, MAX_ISSUES_PER_CALL } from '../../adapters/github/comment-reactions.ts'
import type { GitHub } from '../../adapters/github/github.ts'
import type { Delivery, Queue } from '../../adapters/queue/queue.ts'
import type { Store } from '../../adapters/store/store.ts'
import { issueKey } from '../../app/webhooks/payload-repository.ts'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import { DAY_MS } from '../../core/time-units.ts'

/** Answers older than two weeks are not polled. */
const MAX_AGE_MS = 14 * DAY_MS

/** Maximum number of issues polled, those with the newest answers first: 20 calls with 25 issues each. */
const MAX_ISSUES = 500

export interface ReactionPollOptions {
  readonly store: Pick<Store, 'as' | 'knownRepositories'>
  readonly queue: Pick<Queue, 'accept'>
  /** Returns the id of the installation on a repository; null if the App is no longer installed there. */
  readonly installationOf: (repository: RepositoryRef) => Promise<number | null>
  readonly githubFor: (installation: number) => Promise<Pick<GitHub, 'listCommentReactions'>>
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** @returns the number of new reactions; a repository for which GitHub refuses a call is left for the next poll */
export async function pollReactions(options: ReactionPollOptions): Promise<number> {
  const { store, now } = options
  const repositories = await store.knownRepositories()
  const all = await store.as(repositories).asserts()
  const recent = all
    .filter(({ at, isDiscussion }) => now - at < MAX_AGE_MS && !isDiscussion)
    // Answers dated in the future (the clock has since been set back) must not crowd out new ones.
    .toSorted((a, b) => Number(b.at > now) - Number(a.at > now))
    .slice(-MAX_ISSUES)
  const byRepository = Map.groupBy(recent, ({ repositoryId }) => repositoryId)
  let found = 0
  for (const repository of repositories) {
    const numbers = [...new Set(byRepository.get(repository.id)?.map(({ ref }) => ref.number))]
    if (numbers.length > 0) found += await pollRepository(repository, numbers, options).catch(() => 0)
  }
  return found
}

async function pollRepository(
  repository: KnownRepository,
  numbers: readonly number[],
  { queue, installationOf, githubFor, now }: ReactionPollOptions,
): Promise<number> {
  const installation = await installationOf(repository)
  if (installation === null) return 0
  const github = await githubFor(installation)
  let found = 0
  for (let at = 0; at < numbers.length; at += MAX_ISSUES_PER_CALL) {
    const reactions = await github.listCommentReactions(repository, numbers.slice(at, at + MAX_ISSUES_PER_CALL))
    for (const delivery of reactions.flatMap((it) => toDeliveries(it, { installation, repository, now }))) {
      if ((await queue.accept(delivery)) === 'accepted') found += 1
    }
  }
  return found
}

interface PollContext {
  readonly installation: number
  readonly repository: KnownRepository
  readonly now: number
}

/**
 * When the delivery is processed, the bot checks that the name still belongs to this repository, as for every delivery.
 */
function toDeliveries(
  { ref: { owner, repo, number }, commentId, minimised, against }: CommentReaction,
  { installation, repository, now }: PollContext,
): Delivery[] {
  const parts = {
    installation: { id: installation },
    repository: { id: repository.id },
    ref: { owner, repo, number },
  }
  const make = (who: string | null): Delivery => ({
    id: `sign:${commentId}:${who === null ? 'minimised' : `against:${who.toLowerCase()}`}`,
    event: 'reaction',
    key: issueKey(repository, number),
    payload: JSON.stringify({ ...parts, who }),
    receivedAt: now,
  })
  return [...against.map(make), ...(minimised ? [make(null)] : [])]
}
