/**
 * Looks for what people did to the bot's comments without GitHub telling it: 👎, 😕 and hidden comments. What is found goes
 * through the inbox like everything that people do, so that each sign counts once, in its turn.
 */

import { type CommentSign, MOST_ISSUES_ASKED } from '../github/comment-signs.ts'
import type { GitHub } from '../github/github.ts'
import type { Delivery, Inbox } from '../inbox/inbox.ts'
import { formatRef, type IssueRef, type RepositoryRef } from '../issue-ref.ts'
import type { Store } from '../store/store.ts'

/** After two weeks nobody looks at an answer any more. */
const LOOKED_AT_MS = 14 * 24 * 60 * 60 * 1000

/** The newest answers of one sweep; with 25 issues a call, twenty calls. */
const MOST_ISSUES = 500

export interface SignSweepOptions {
  readonly store: Pick<Store, 'asserts'>
  readonly inbox: Pick<Inbox, 'accept'>
  /** The installation on a repository; null where there is none any more. */
  readonly installationOf: (repository: RepositoryRef) => Promise<number | null>
  readonly githubFor: (installation: number) => Promise<Pick<GitHub, 'listCommentSigns'>>
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** @returns how many signs were found that were not known; a repository that GitHub refuses is left for the next time */
export async function sweepSigns(options: SignSweepOptions): Promise<number> {
  const { store, now } = options
  const recent = (await store.asserts())
    .filter(({ at }) => now - at < LOOKED_AT_MS)
    // What is dated in the future, under a clock that has been set back since, is not to crowd out what is new.
    .toSorted((a, b) => Number(b.at > now) - Number(a.at > now))
    .slice(-MOST_ISSUES)
  const byRepository = Map.groupBy(recent, ({ ref }) => `${ref.owner}/${ref.repo}`.toLowerCase())
  let found = 0
  for (const asserts of byRepository.values()) {
    const numbers = [...new Set(asserts.map(({ ref }) => ref.number))]
    found += await sweepRepository(asserts[0]?.ref as IssueRef, numbers, options).catch(() => 0)
  }
  return found
}

async function sweepRepository(
  { owner, repo }: RepositoryRef,
  numbers: readonly number[],
  { inbox, installationOf, githubFor, now }: SignSweepOptions,
): Promise<number> {
  const installation = await installationOf({ owner, repo })
  if (installation === null) return 0
  const github = await githubFor(installation)
  let found = 0
  for (let at = 0; at < numbers.length; at += MOST_ISSUES_ASKED) {
    const signs = await github.listCommentSigns({ owner, repo }, numbers.slice(at, at + MOST_ISSUES_ASKED))
    for (const delivery of signs.flatMap((sign) => toDeliveries(sign, installation, now))) {
      if ((await inbox.accept(delivery)) === 'accepted') found += 1
    }
  }
  return found
}

function toDeliveries(
  { ref, commentId, minimised, against }: CommentSign,
  installation: number,
  receivedAt: number,
): Delivery[] {
  const make = (who: string | null): Delivery => ({
    id: `sign:${commentId}:${who === null ? 'minimised' : `against:${who.toLowerCase()}`}`,
    event: 'sign',
    key: formatRef(ref),
    payload: JSON.stringify({ installation: { id: installation }, ref, who }),
    receivedAt,
  })
  return [...against.map(make), ...(minimised ? [make(null)] : [])]
}
