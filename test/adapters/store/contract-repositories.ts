import { describe, expect, test } from 'vitest'
import type { NamedRepository, Store } from '../../../src/adapters/store/store.ts'
import type { RepositoryRef } from '../../../src/core/issue-ref.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { fillRepository, keptOf, NOTHING_KEPT } from './filled-repository.ts'
import { type Engine, openBeforeEach } from './places.ts'

const DESKTOP = { owner: 'Acme', repo: 'desktop' }
const STUDIO = { owner: 'Acme', repo: 'Studio' }
const ACME = 8_100_010

function named(id: number, { owner, repo }: RepositoryRef, at: number, ownerId: number | null = ACME): NamedRepository {
  return { id, owner, repo, ownerId, at }
}

/** The promises of the store about which repository is which, for one engine. */
export function describeRepositories(engine: Engine): void {
  describe(`repositories: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })

    async function known(id: number, repository: RepositoryRef, at = 1): Promise<Store> {
      await store.claimRepository(named(id, repository, at))
      return store.as([{ id, ...repository }])
    }

    test('one with another name has everything that it had, and nothing stands under the old name', async () => {
      await fillRepository(await known(41, DESKTOP), DESKTOP)
      const before = await keptOf(store, DESKTOP)
      await store.claimRepository(named(41, STUDIO, 2))
      const renamed = JSON.parse(JSON.stringify(before).replaceAll(DESKTOP.repo, STUDIO.repo))
      expect(await keptOf(store, STUDIO)).toEqual(renamed)
      expect(await keptOf(store.as([{ id: 41, ...STUDIO }]), STUDIO)).toEqual(renamed)
      expect(await keptOf(store, DESKTOP)).toEqual(NOTHING_KEPT)
    })

    test('one with another owner has everything that it had', async () => {
      const there = { owner: 'Initech', repo: 'desktop' }
      await fillRepository(await known(41, DESKTOP), DESKTOP)
      await store.claimRepository(named(41, there, 2, 99))
      await store.renameOwner(ACME, 'acme-inc', 3)
      expect(await keptOf(store, there)).not.toEqual(NOTHING_KEPT)
      expect(await store.repositoryNumbered(41)).toEqual({ id: 41, ...there })
    })

    test('whoever takes a freed name finds nothing and begins with nothing, and the first one comes back', async () => {
      await fillRepository(await known(41, DESKTOP), DESKTOP)
      const before = await keptOf(store, DESKTOP)
      const stranger = await known(42, DESKTOP, 2)
      for (const reader of [stranger, store]) expect(await keptOf(reader, DESKTOP)).toEqual(NOTHING_KEPT)
      await stranger.rememberComment({ ...DESKTOP, number: 1 }, 99)
      expect(await store.ownCommentId({ ...DESKTOP, number: 1 })).toBe(99)
      await store.claimRepository(named(41, STUDIO, 3))
      const back = JSON.parse(JSON.stringify(before).replaceAll(DESKTOP.repo, STUDIO.repo))
      expect(await keptOf(store, STUDIO)).toEqual(back)
    })

    test('one that was deleted and made again under its name is another one', async () => {
      await fillRepository(await known(41, DESKTOP), DESKTOP)
      await store.forgetRepository(41)
      expect(await keptOf(await known(42, DESKTOP, 2), DESKTOP)).toEqual(NOTHING_KEPT)
    })

    test('one is read by its number, whoever was last seen under the name', async () => {
      const first = await known(41, DESKTOP)
      await fillRepository(first, DESKTOP)
      await known(42, DESKTOP, 2)
      expect(await keptOf(first, DESKTOP)).not.toEqual(NOTHING_KEPT)
    })

    test('who was told of none reads nothing about any, and keeps nothing', async () => {
      await fillRepository(await known(41, DESKTOP), DESKTOP)
      const strict = store.as([])
      expect(await keptOf(strict, DESKTOP)).toEqual(NOTHING_KEPT)
      expect([await strict.identify(DESKTOP), await strict.asserts(), await strict.feedbackIn(null)]).toEqual([
        null,
        [],
        [],
      ])
      await expect(strict.rememberComment({ ...DESKTOP, number: 1 }, 99)).rejects.toThrow('Nobody made out')
      await expect(fillRepository(strict, DESKTOP)).rejects.toThrow('Nobody made out')
    })

    test('who was told of some reads of all that there are what is about those', async () => {
      for (const [id, repository] of [[41, DESKTOP] as const, [42, STUDIO] as const]) {
        await fillRepository(await known(id, repository), repository)
      }
      const seen = store.as([{ id: 42, ...STUDIO }])
      expect((await seen.asserts()).map(({ repositoryId }) => repositoryId)).toEqual([42])
      expect((await seen.feedbackIn(null)).map(({ ref }) => ref.repo)).toEqual(['Studio'])
      expect((await store.asserts()).map(({ repositoryId }) => repositoryId).sort()).toEqual([41, 42])
    })

    test('nothing can be kept about one that has no place, or lost it', async () => {
      const pinned = await known(41, DESKTOP)
      await store.forgetRepository(41)
      await expect(pinned.rememberComment({ ...DESKTOP, number: 1 }, 99)).rejects.toThrow()
      expect(await pinned.ownCommentId({ ...DESKTOP, number: 1 })).toBeNull()
    })

    test('an older word does not undo a newer one, and a word that comes again changes nothing', async () => {
      await known(41, STUDIO, 5)
      await store.claimRepository(named(41, DESKTOP, 4))
      expect(await store.repositoryNumbered(41)).toEqual({ id: 41, ...STUDIO })
      await store.claimRepository(named(41, STUDIO, 5))
      expect(await store.repositoriesCalled(STUDIO)).toEqual([{ id: 41, ...STUDIO }])
    })

    test('a word is heard again after a clock that was ahead', async () => {
      const year = 365 * 24 * 60 * 60 * 1000
      await known(41, DESKTOP, year)
      await store.claimRepository(named(41, STUDIO, 5))
      expect(await store.repositoryNumbered(41)).toEqual({ id: 41, ...STUDIO })
      await store.claimRepository(named(41, DESKTOP, 4))
      expect(await store.repositoryNumbered(41)).toEqual({ id: 41, ...STUDIO })
    })

    test('a name means who was seen last under it, also when they take turns', async () => {
      await known(41, DESKTOP, 1)
      await known(42, DESKTOP, 2)
      await known(41, DESKTOP, 3)
      expect(await store.identify(DESKTOP)).toMatchObject({ id: 41 })
      expect((await store.repositoriesCalled(DESKTOP)).map(({ id }) => id)).toEqual([41, 42])
      expect((await store.knownRepositories()).map(({ id }) => id)).toEqual([41])
    })

    test('the dialect of a name is the last one that was seen', async () => {
      await known(41, DESKTOP, 1)
      await known(41, { owner: 'ACME', repo: 'DeskTop' }, 2)
      expect(await store.identify(DESKTOP)).toEqual({ id: 41, owner: 'ACME', repo: 'DeskTop' })
    })

    test('of an owner with another login all have another name, and none of who took the old one', async () => {
      for (const [id, repository] of [[41, DESKTOP] as const, [42, STUDIO] as const]) await known(id, repository)
      await store.claimRepository(named(43, DESKTOP, 3, 666))
      await store.renameOwner(ACME, 'initech', 2)
      expect(await store.repositoryNumbered(41)).toEqual({ id: 41, owner: 'initech', repo: 'desktop' })
      expect(await store.repositoryNumbered(42)).toEqual({ id: 42, owner: 'initech', repo: 'Studio' })
      expect(await store.repositoryNumbered(43)).toEqual({ id: 43, ...DESKTOP })
      expect(await store.identify({ owner: 'INITECH', repo: 'studio' })).toMatchObject({ id: 42 })
    })

    test('only one that has a place is recognised', async () => {
      expect(await store.recogniseRepository(named(41, DESKTOP, 1))).toBe(false)
      expect(await store.repositoryNumbered(41)).toBeNull()
      await known(41, DESKTOP)
      expect(await store.recogniseRepository(named(41, STUDIO, 2))).toBe(true)
      expect(await store.repositoryNumbered(41)).toEqual({ id: 41, ...STUDIO })
    })

    test('what was said elsewhere about its issues goes on to name them', async () => {
      const elsewhere = await known(50, STUDIO)
      await known(41, DESKTOP)
      const ref = { ...STUDIO, number: 1 }
      await elsewhere.recordFeedback(verdictOf({ ref, kind: 'duplicate-of', other: { ...DESKTOP, number: 7 } }))
      await store.claimRepository(named(41, { owner: 'Acme', repo: 'client' }, 2))
      expect(await store.feedbackOn(ref)).toMatchObject([{ other: { owner: 'Acme', repo: 'client', number: 7 } }])
    })

    test('the same act of a person may be told of in several', async () => {
      for (const [id, repository] of [[41, DESKTOP] as const, [42, STUDIO] as const]) {
        const ref = { ...repository, number: 1 }
        const said = verdictOf({ id: 'signal-#1/ann/easy', ref })
        expect(await (await known(id, repository)).recordFeedback(said)).toBe(true)
      }
    })

    describe('what a command keeps under a name', () => {
      test('is found by that name, and by nobody who goes by numbers', async () => {
        await fillRepository(store, DESKTOP)
        expect(await keptOf(store, { owner: 'ACME', repo: 'Desktop' })).not.toEqual(NOTHING_KEPT)
        expect((await store.repositoriesOf(null)).map(({ id }) => id < 0)).toEqual([true])
        expect([await store.knownRepositories(), await store.as([]).repositoriesOf(null)]).toEqual([[], []])
        expect(await keptOf(await known(41, DESKTOP), DESKTOP)).toEqual(NOTHING_KEPT)
      })

      test('belongs to the repository that GitHub calls so, where one is known', async () => {
        const pinned = await known(41, DESKTOP)
        await fillRepository(store, DESKTOP)
        expect(await keptOf(pinned, DESKTOP)).not.toEqual(NOTHING_KEPT)
      })
    })
  })
}
