/**
 * Which repository a delivery is about: the one that it was about when it was sent, under the name of today. A name may
 * have been freed and taken by somebody else since, so that GitHub is asked before anything is read, kept or written.
 */
import type { GitHub, IssueComment } from '../../adapters/github/github.ts'
import { classifyRefusal } from '../../adapters/github/refusal.ts'
import type { SeenRepository } from '../../adapters/github/repository.ts'
import type { Store, Unclaimed } from '../../adapters/store/store.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import type { ToldRepository } from '../webhooks/payload-repository.ts'

export interface LocateWorld {
  /** As the installation sees it that the delivery came for. */
  readonly github: Pick<GitHub, 'readRepository' | 'listComments'>
  readonly store: Pick<Store, 'claimRepository' | 'repositoryNumbered' | 'unclaimed' | 'adopt' | 'disown'>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/** GitHub shows none under any name that we know of it, or another one. */
export type NotLocated = 'absent' | 'another'

/**
 * @returns the repository, which then has a place in the store
 * @throws TriageError('github-refused')
 */
export async function locate(told: ToldRepository, world: LocateWorld): Promise<KnownRepository | NotLocated> {
  const { store, clock } = world
  const at = clock()
  const seen = await find(told, world)
  if (typeof seen === 'string') return seen
  await store.claimRepository({ ...seen, at })
  await settleUnclaimed(seen, world)
  return { id: seen.id, owner: seen.owner, repo: seen.repo }
}

async function find(told: ToldRepository, { github, store }: LocateWorld): Promise<SeenRepository | NotLocated> {
  const seen = await github.readRepository(told)
  if (seen !== null && (told.id === null || seen.id === told.id)) return seen
  // Another name may have been told of meanwhile.
  const last = told.id === null ? null : await store.repositoryNumbered(told.id)
  const there = last === null ? null : await github.readRepository(last)
  if (there !== null && there.id === told.id) return there
  return seen === null && there === null ? 'absent' : 'another'
}

/** What was kept under this name before numbers were kept is this repository's if a comment of ours of then stands in it. */
async function settleUnclaimed(seen: SeenRepository, { github, store }: LocateWorld): Promise<void> {
  const kept = await store.unclaimed(seen)
  if (kept === null) return
  if (await isAbout(seen, kept, github)) await store.adopt(kept.id, seen.id)
  else await store.disown(kept.id, seen.id)
}

async function isAbout(
  { owner, repo }: SeenRepository,
  { comments }: Unclaimed,
  github: Pick<GitHub, 'listComments'>,
): Promise<boolean> {
  for (const { number, id } of comments) {
    const there = await github.listComments({ owner, repo, number }).catch(noneWhereGone)
    if (there.some((it) => it.own && it.id === id)) return true
  }
  return false
}

/** The issue was deleted or moved since, or never was one of this repository. */
function noneWhereGone(error: unknown): readonly IssueComment[] {
  if (classifyRefusal(error).kind === 'gone') return []
  throw error
}
