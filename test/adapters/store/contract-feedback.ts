import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/adapters/store/store.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { type Engine, forget, openBeforeEach } from './places.ts'

const REPOSITORY = { owner: 'Acme', repo: 'desktop' }
const REF = { ...REPOSITORY, number: 12 }

/** Contract for the store's feedback events on one engine. */
export function describeVerdicts(engine: Engine): void {
  describe(`feedback events: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })

    test('returns feedback events exactly as recorded, in the order in which they were recorded', async () => {
      const about = verdictOf({ ref: REF, signature: { id: 'missing-scope', version: 2 }, step: 3, at: 20 })
      const pair = verdictOf({
        ref: REF,
        kind: 'not-duplicate',
        other: { owner: 'Else', repo: 'Where', number: 9 },
        at: 10,
      })
      await store.recordFeedback(about)
      await store.recordFeedback(pair)
      expect(await store.feedbackOn({ owner: 'ACME', repo: 'Desktop', number: 12 })).toEqual([about, pair])
    })

    test('stores a feedback event once, even for concurrent calls', async () => {
      const feedbackEvent = verdictOf({ ref: REF })
      const fresh = await Promise.all([1, 2, 3].map(() => store.recordFeedback(feedbackEvent)))
      expect(fresh.filter(Boolean)).toHaveLength(1)
      expect(await store.feedbackOn(REF)).toEqual([feedbackEvent])
    })

    test('knows the position of the newest feedback event', async () => {
      expect(await store.lastFeedback()).toBe(0)
      await store.recordFeedback(verdictOf({ ref: REF }))
      const first = await store.lastFeedback()
      await store.recordFeedback(verdictOf({ ref: REF, kind: 'stop' }))
      expect(await store.lastFeedback()).toBeGreaterThan(first)
    })

    test('lists the feedback events in one repository by kind', async () => {
      const duplicate = verdictOf({ ref: { ...REF, number: 3 }, kind: 'duplicate-of', other: REF })
      const stop = verdictOf({ ref: REF, kind: 'stop' })
      for (const one of [duplicate, stop, verdictOf({ ref: { ...REF, repo: 'other' }, kind: 'stop' })]) {
        await store.recordFeedback(one)
      }
      expect(await store.feedbackIn(REPOSITORY)).toEqual([duplicate, stop])
      expect(await store.feedbackIn(REPOSITORY, ['stop', 'canonical'])).toEqual([stop])
    })

    test('finds feedback events on the given issues and on others that refer to them', async () => {
      const on = (number: number, other: number, fields = {}) =>
        verdictOf({ ref: { ...REF, number }, kind: 'duplicate-of', other: { ...REF, number: other }, ...fields })
      const events = [on(1, 2), on(3, 1), on(4, 5), on(1, 6, { kind: 'stop' }), on(2, 1, { kind: 'not-duplicate' })]
      for (const one of events) await store.recordFeedback(one)
      const elsewhere = verdictOf({ ref: { ...REF, repo: 'other', number: 1 }, kind: 'duplicate-of', other: REF })
      await store.recordFeedback(elsewhere)
      const [first, naming, , , referring] = events
      const kinds = ['duplicate-of', 'not-duplicate'] as const
      expect(await store.feedbackAbout(REPOSITORY, [1, 9], kinds)).toEqual([first, naming, referring])
    })

    test('forgets a repository’s feedback events', async () => {
      await store.recordFeedback(verdictOf({ ref: REF }))
      await forget(store, { owner: 'acme', repo: 'Desktop' })
      expect(await store.feedbackIn(REPOSITORY)).toEqual([])
    })
  })
}
