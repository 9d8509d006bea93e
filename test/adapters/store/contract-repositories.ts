import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/adapters/store/store.ts'
import type { NamedRepository } from '../../../src/adapters/store/stored-repositories.ts'
import type { RepositoryRef } from '../../../src/core/issue-ref.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { storedReport } from '../../support/stored-report.ts'
import { fillRepository, keptOf, NOTHING_KEPT } from './filled-repository.ts'
import { type Engine, openBeforeEach } from './places.ts'

const DESKTOP = { owner: 'Acme', repo: 'desktop' }
const STUDIO = { owner: 'Acme', repo: 'Studio' }
const ACME = 8_100_010

function named(id: number, { owner, repo }: RepositoryRef, at: number, ownerId: number | null = ACME): NamedRepository {
  return { id, owner, repo, ownerId, at }
}

/** Contract for repository identity in the store on one engine. */
export function describeRepositories(engine: Engine): void {
  describe(`repositories: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })

    async function claim(id: number, repository: RepositoryRef, at = 1): Promise<Store> {
      await store.claimRepository(named(id, repository, at))
      return store.as([{ id, ...repository }])
    }

    test('keeps all data about a renamed repository and has none under the old name', async () => {
      await fillRepository(await claim(41, DESKTOP), DESKTOP)
      const before = await keptOf(store, DESKTOP)
      await store.claimRepository(named(41, STUDIO, 2))
      const renamed = JSON.parse(JSON.stringify(before).replaceAll(DESKTOP.repo, STUDIO.repo))
      expect(await keptOf(store, STUDIO)).toEqual(renamed)
      expect(await keptOf(store.as([{ id: 41, ...STUDIO }]), STUDIO)).toEqual(renamed)
      expect(await keptOf(store, DESKTOP)).toEqual(NOTHING_KEPT)
    })

    test('keeps all data about a repository with a new owner', async () => {
      const there = { owner: 'Initech', repo: 'desktop' }
      await fillRepository(await claim(41, DESKTOP), DESKTOP)
      await store.claimRepository(named(41, there, 2, 99))
      await store.renameOwner(ACME, 'acme-inc', 3)
      expect(await keptOf(store, there)).not.toEqual(NOTHING_KEPT)
      expect(await store.repositoryNumbered(41)).toEqual({ id: 41, ...there })
    })

    test('keeps a repository’s data separate from a repository that takes over its freed name', async () => {
      await fillRepository(await claim(41, DESKTOP), DESKTOP)
      const before = await keptOf(store, DESKTOP)
      const newcomer = await claim(42, DESKTOP, 2)
      for (const reader of [newcomer, store]) expect(await keptOf(reader, DESKTOP)).toEqual(NOTHING_KEPT)
      await newcomer.rememberComment({ ...DESKTOP, number: 1 }, 99)
      expect(await store.ownCommentId({ ...DESKTOP, number: 1 })).toBe(99)
      await store.claimRepository(named(41, STUDIO, 3))
      const back = JSON.parse(JSON.stringify(before).replaceAll(DESKTOP.repo, STUDIO.repo))
      expect(await keptOf(store, STUDIO)).toEqual(back)
    })

    test('treats a repository that was deleted and recreated as a new one', async () => {
      await fillRepository(await claim(41, DESKTOP), DESKTOP)
      await store.forgetRepository(41)
      expect(await keptOf(await claim(42, DESKTOP, 2), DESKTOP)).toEqual(NOTHING_KEPT)
    })

    test('reads a repository by its id, regardless of which one was last seen under the name', async () => {
      const first = await claim(41, DESKTOP)
      await fillRepository(first, DESKTOP)
      await claim(42, DESKTOP, 2)
      expect(await keptOf(first, DESKTOP)).not.toEqual(NOTHING_KEPT)
    })

    test('reads and writes nothing in a view without repositories', async () => {
      await fillRepository(await claim(41, DESKTOP), DESKTOP)
      const strict = store.as([])
      expect(await keptOf(strict, DESKTOP)).toEqual(NOTHING_KEPT)
      expect([await strict.identify(DESKTOP), await strict.asserts(), await strict.feedbackIn(null)]).toEqual([
        null,
        [],
        [],
      ])
      await expect(strict.rememberComment({ ...DESKTOP, number: 1 }, 99)).rejects.toThrow(
        'was not identified on GitHub',
      )
      await expect(fillRepository(strict, DESKTOP)).rejects.toThrow('was not identified on GitHub')
    })

    test('reads only the repositories in a view', async () => {
      for (const [id, repository] of [[41, DESKTOP] as const, [42, STUDIO] as const]) {
        await fillRepository(await claim(id, repository), repository)
      }
      const seen = store.as([{ id: 42, ...STUDIO }])
      expect((await seen.asserts()).map(({ repositoryId }) => repositoryId)).toEqual([42])
      expect((await seen.feedbackIn(null)).map(({ ref }) => ref.repo)).toEqual(['Studio'])
      expect((await store.asserts()).map(({ repositoryId }) => repositoryId).sort()).toEqual([41, 42])
    })

    test('cannot write about a forgotten repository', async () => {
      const pinned = await claim(41, DESKTOP)
      await store.forgetRepository(41)
      await expect(pinned.rememberComment({ ...DESKTOP, number: 1 }, 99)).rejects.toThrow()
      expect(await pinned.ownCommentId({ ...DESKTOP, number: 1 })).toBeNull()
    })

    test('forgets a repository whose reports are being written, without a deadlock', async () => {
      const DEADLOCK = '40P01' // SQLSTATE
      for (let round = 0; round < 10; round++) {
        const id = 100 + round
        const pinned = await claim(id, DESKTOP, round)
        const write = (from: number) =>
          pinned.keepReports(
            DESKTOP,
            Array.from({ length: 120 }, (_, at) => storedReport(from + at, round)),
          )
        await write(1)
        const ended = await Promise.allSettled([write(100), write(200), store.forgetRepository(id), write(300)])
        const failures = ended.flatMap((it) =>
          it.status === 'rejected' ? [it.reason as { readonly code?: string }] : [],
        )
        expect(failures.filter(({ code }) => code === DEADLOCK)).toEqual([])
        expect(await store.repositoryNumbered(id)).toBeNull()
      }
    })

    test('ignores an older name and a repeated name', async () => {
      await claim(41, STUDIO, 5)
      await store.claimRepository(named(41, DESKTOP, 4))
      expect(await store.repositoryNumbered(41)).toEqual({ id: 41, ...STUDIO })
      await store.claimRepository(named(41, STUDIO, 5))
      expect(await store.repositoriesCalled(STUDIO)).toEqual([{ id: 41, ...STUDIO }])
    })

    test('accepts new names after the clock was ahead', async () => {
      const year = 365 * 24 * 60 * 60 * 1000
      await claim(41, DESKTOP, year)
      await store.claimRepository(named(41, STUDIO, 5))
      expect(await store.repositoryNumbered(41)).toEqual({ id: 41, ...STUDIO })
      await store.claimRepository(named(41, DESKTOP, 4))
      expect(await store.repositoryNumbered(41)).toEqual({ id: 41, ...STUDIO })
    })

    test('resolves a name to the repository last seen under it, even if two alternate', async () => {
      await claim(41, DESKTOP, 1)
      await claim(42, DESKTOP, 2)
      await claim(41, DESKTOP, 3)
      expect(await store.identify(DESKTOP)).toMatchObject({ id: 41 })
      expect((await store.repositoriesCalled(DESKTOP)).map(({ id }) => id)).toEqual([41, 42])
      expect((await store.knownRepositories()).map(({ id }) => id)).toEqual([41])
    })

    test('returns the last seen spelling of a name', async () => {
      await claim(41, DESKTOP, 1)
      await claim(41, { owner: 'ACME', repo: 'DeskTop' }, 2)
      expect(await store.identify(DESKTOP)).toEqual({ id: 41, owner: 'ACME', repo: 'DeskTop' })
    })

    test('renames an owner’s repositories after a login change, but not those of the login’s new owner', async () => {
      for (const [id, repository] of [[41, DESKTOP] as const, [42, STUDIO] as const]) await claim(id, repository)
      await store.claimRepository(named(43, DESKTOP, 3, 666))
      await store.renameOwner(ACME, 'initech', 2)
      expect(await store.repositoryNumbered(41)).toEqual({ id: 41, owner: 'initech', repo: 'desktop' })
      expect(await store.repositoryNumbered(42)).toEqual({ id: 42, owner: 'initech', repo: 'Studio' })
      expect(await store.repositoryNumbered(43)).toEqual({ id: 43, ...DESKTOP })
      expect(await store.identify({ owner: 'INITECH', repo: 'studio' })).toMatchObject({ id: 42 })
    })

    test('recognises only a repository that has a row', async () => {
      expect(await store.recogniseRepository(named(41, DESKTOP, 1))).toBe(false)
      expect(await store.repositoryNumbered(41)).toBeNull()
      await claim(41, DESKTOP)
      expect(await store.recogniseRepository(named(41, STUDIO, 2))).toBe(true)
      expect(await store.repositoryNumbered(41)).toEqual({ id: 41, ...STUDIO })
    })

    test('renames a repository in other repositories’ feedback events', async () => {
      const elsewhere = await claim(50, STUDIO)
      await claim(41, DESKTOP)
      const ref = { ...STUDIO, number: 1 }
      await elsewhere.recordFeedback(verdictOf({ ref, kind: 'duplicate-of', other: { ...DESKTOP, number: 7 } }))
      await store.claimRepository(named(41, { owner: 'Acme', repo: 'client' }, 2))
      expect(await store.feedbackOn(ref)).toMatchObject([{ other: { owner: 'Acme', repo: 'client', number: 7 } }])
    })

    test('accepts the same feedback event id in two repositories', async () => {
      for (const [id, repository] of [[41, DESKTOP] as const, [42, STUDIO] as const]) {
        const ref = { ...repository, number: 1 }
        const event = verdictOf({ id: 'signal-#1/ann/easy', ref })
        expect(await (await claim(id, repository)).recordFeedback(event)).toBe(true)
      }
    })

    describe('data that a command stores under a name', () => {
      test('is found by that name, but not by id', async () => {
        await fillRepository(store, DESKTOP)
        expect(await keptOf(store, { owner: 'ACME', repo: 'Desktop' })).not.toEqual(NOTHING_KEPT)
        expect((await store.repositoriesOf(null)).map(({ id }) => id < 0)).toEqual([true])
        expect([await store.knownRepositories(), await store.as([]).repositoriesOf(null)]).toEqual([[], []])
        expect(await keptOf(await claim(41, DESKTOP), DESKTOP)).toEqual(NOTHING_KEPT)
      })

      test('belongs to the GitHub repository with that name, if one is known', async () => {
        const pinned = await claim(41, DESKTOP)
        await fillRepository(store, DESKTOP)
        expect(await keptOf(pinned, DESKTOP)).not.toEqual(NOTHING_KEPT)
      })
    })
  })
}
