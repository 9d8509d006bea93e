/**
 * Looks for what people did to the bot's comments without GitHub telling it: 👎, 😕 and hidden comments. What is found goes
 * through the queue like everything that people do, so that each sign counts once, in its turn.
 */

import { type CommentReaction, MAX_ISSUES_ASKED } from '../../adapters/github/comment-reactions.ts'
import type { GitHub } from '../../adapters/github/github.ts'
import type { Delivery, Queue } from '../../adapters/queue/queue.ts'
import type { Store } from '../../adapters/store/store.ts'
import { issueKey } from '../../app/webhooks/payload-repository.ts'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'

/** After two weeks nobody looks at an answer any more. */
const LOOKED_AT_MS = 14 * 24 * 60 * 60 * 1000

/** The newest answers of one sweep; with 25 issues a call, twenty calls. */
const MAX_ISSUES = 500

export interface ReactionPollOptions {
  readonly store: Pick<Store, 'as' | 'knownRepositories'>
  readonly queue: Pick<Queue, 'accept'>
  /** The installation on a repository; null where there is none any more. */
  readonly installationOf: (repository: RepositoryRef) => Promise<number | null>
  readonly githubFor: (installation: number) => Promise<Pick<GitHub, 'listCommentReactions'>>
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** @returns how many signs were found that were not known; a repository that GitHub refuses is left for the next time */
export async function pollReactions(options: ReactionPollOptions): Promise<number> {
  const { store, now } = options
  const repositories = await store.knownRepositories()
  const all = await store.as(repositories).asserts()
  const recent = all
    .filter(({ at }) => now - at < LOOKED_AT_MS)
    // What is dated in the future, under a clock that has been set back since, is not to crowd out what is new.
    .toSorted((a, b) => Number(b.at > now) - Number(a.at > now))
    .slice(-MAX_ISSUES)
  const byRepository = Map.groupBy(recent, ({ repositoryId }) => repositoryId)
  let found = 0
  for (const repository of repositories) {
    const numbers = [...new Set(byRepository.get(repository.id)?.map(({ ref }) => ref.number))]
    if (numbers.length > 0) found += await sweepRepository(repository, numbers, options).catch(() => 0)
  }
  return found
}

async function sweepRepository(
  repository: KnownRepository,
  numbers: readonly number[],
  { queue, installationOf, githubFor, now }: ReactionPollOptions,
): Promise<number> {
  const installation = await installationOf(repository)
  if (installation === null) return 0
  const github = await githubFor(installation)
  let found = 0
  for (let at = 0; at < numbers.length; at += MAX_ISSUES_ASKED) {
    const signs = await github.listCommentReactions(repository, numbers.slice(at, at + MAX_ISSUES_ASKED))
    for (const delivery of signs.flatMap((sign) => toDeliveries(sign, { installation, repository, now }))) {
      if ((await queue.accept(delivery)) === 'accepted') found += 1
    }
  }
  return found
}

interface Place {
  readonly installation: number
  readonly repository: KnownRepository
  readonly now: number
}

/** That the name still means this repository is found out when its turn comes, as with every delivery. */
function toDeliveries(
  { ref: { owner, repo, number }, commentId, minimised, against }: CommentReaction,
  { installation, repository, now }: Place,
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
