import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/adapters/store/store.ts'
import { verdictOf } from '../../support/verdicts.ts'
import { type Engine, forget, openBeforeEach } from './places.ts'

const REPOSITORY = { owner: 'Acme', repo: 'desktop' }
const REF = { ...REPOSITORY, number: 12 }

/** The promises of the store about verdicts, for one engine. */
export function describeVerdicts(engine: Engine): void {
  describe(`verdicts: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })

    test('gives verdicts back exactly as they were given, in the order in which they were recorded', async () => {
      const about = verdictOf({ ref: REF, signature: { id: 'missing-scope', version: 2 }, step: 3, at: 20 })
      const pair = verdictOf({
        ref: REF,
        kind: 'not-duplicate',
        other: { owner: 'Else', repo: 'Where', number: 9 },
        at: 10,
      })
      await store.recordVerdict(about)
      await store.recordVerdict(pair)
      expect(await store.verdictsOn({ owner: 'ACME', repo: 'Desktop', number: 12 })).toEqual([about, pair])
    })

    test('keeps a verdict once, however often and by however many it arrives', async () => {
      const verdict = verdictOf({ ref: REF })
      const fresh = await Promise.all([1, 2, 3].map(() => store.recordVerdict(verdict)))
      expect(fresh.filter(Boolean)).toHaveLength(1)
      expect(await store.verdictsOn(REF)).toEqual([verdict])
    })

    test('lists the verdicts of a repository by kind, and none of another repository', async () => {
      const duplicate = verdictOf({ ref: { ...REF, number: 3 }, kind: 'duplicate-of', other: REF })
      const stop = verdictOf({ ref: REF, kind: 'stop' })
      for (const one of [duplicate, stop, verdictOf({ ref: { ...REF, repo: 'other' }, kind: 'stop' })]) {
        await store.recordVerdict(one)
      }
      expect(await store.verdictsIn(REPOSITORY)).toEqual([duplicate, stop])
      expect(await store.verdictsIn(REPOSITORY, ['stop', 'canonical'])).toEqual([stop])
    })

    test('finds what was said on some issues, and what was said elsewhere and names them', async () => {
      const on = (number: number, other: number, fields = {}) =>
        verdictOf({ ref: { ...REF, number }, kind: 'duplicate-of', other: { ...REF, number: other }, ...fields })
      const said = [on(1, 2), on(3, 1), on(4, 5), on(1, 6, { kind: 'stop' }), on(2, 1, { kind: 'not-duplicate' })]
      for (const one of said) await store.recordVerdict(one)
      const elsewhere = verdictOf({ ref: { ...REF, repo: 'other', number: 1 }, kind: 'duplicate-of', other: REF })
      await store.recordVerdict(elsewhere)
      const [first, naming, , , held] = said
      const kinds = ['duplicate-of', 'not-duplicate'] as const
      expect(await store.verdictsAbout(REPOSITORY, [1, 9], kinds)).toEqual([first, naming, held])
    })

    test('forgets the verdicts of a repository', async () => {
      await store.recordVerdict(verdictOf({ ref: REF }))
      await forget(store, { owner: 'acme', repo: 'Desktop' })
      expect(await store.verdictsIn(REPOSITORY)).toEqual([])
    })
  })
}
