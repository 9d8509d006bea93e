import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedStore } from '../../../src/adapters/store/open.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import type { DecisionRecord } from '../../../src/adapters/store/stored-decisions.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { type Engine, forget, type Place } from './places.ts'

const REF: IssueRef = { owner: 'Acme', repo: 'desktop', number: 12 }

function decision(changes: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    ref: REF,
    delivery: 'guid-1',
    decision: 'assert',
    reason: 'sure',
    signature: 'missing-scope',
    confidence: 0.9731,
    evidence: ['gateway-log', 'says-scope-missing'],
    pack: 'sha256:0a1b',
    acts: ['label: auth: missing scope', 'comment: created'],
    at: 1_795_000_000_123,
    ...changes,
  }
}

/** Contract for `Store` on one engine. */
export function describeStore(engine: Engine): void {
  describe(`store: ${engine.name}`, () => {
    let place: Place
    let opened: OpenedStore
    let store: Store

    beforeEach(async () => {
      place = await engine.place()
      opened = await place.open()
      store = opened.store
    })

    afterEach(async () => {
      await opened.store.close()
      await place.remove()
    })

    test('probes whether it can write, as often as one likes', async () => {
      await store.probeWrite(1)
      await store.probeWrite(2)
      expect(await store.rateLimitOf(1).heldUntil()).toBe(0)
    })

    test('returns a decision exactly as recorded', async () => {
      await store.recordDecision(decision())
      expect(await store.decisions(REF)).toEqual([decision()])
    })

    test('deletes the earlier texts of the comment on one issue and keeps the rest of its decisions', async () => {
      const undo = { addedLabels: ['a'], removedLabels: [], comment: { id: 7, before: 'lost-badge found' } }
      const other = { ...REF, number: REF.number + 1 }
      for (const ref of [REF, other]) await store.recordDecision(decision({ ref, undo }))
      await store.recordDecision(decision())
      await store.dropEarlierComments(REF)
      expect(await store.decisions(REF)).toEqual([
        decision({ undo: { ...undo, comment: { id: 7, before: null } } }),
        decision(),
      ])
      expect(await store.decisions(other)).toEqual([decision({ ref: other, undo })])
    })

    test('keeps a decision’s null fields', async () => {
      const silent = decision({ delivery: null, signature: null, decision: 'silent', evidence: [], acts: [] })
      await store.recordDecision(silent)
      expect(await store.decisions(REF)).toEqual([silent])
    })

    test('tells an answered discussion from an answered issue', async () => {
      const discussed = decision({ ref: { ...REF, number: 13 }, isDiscussion: true })
      await store.recordDecision(decision())
      await store.recordDecision(discussed)
      expect(await store.decisions(discussed.ref)).toEqual([discussed])
      expect((await store.asserts()).map(({ ref, isDiscussion }) => [ref.number, isDiscussion])).toEqual([
        [12, false],
        [13, true],
      ])
    })

    test('lists the decisions on an issue in the order in which they were recorded', async () => {
      for (const at of [30, 10, 20]) await store.recordDecision(decision({ at }))
      expect((await store.decisions(REF)).map((one) => one.at)).toEqual([30, 10, 20])
    })

    test('returns the decisions in one repository after a position, page by page, each once', async () => {
      for (let number = 1; number <= 1_001; number += 1)
        await store.recordDecision(decision({ ref: { ...REF, number } }))
      await store.recordDecision(decision({ ref: { ...REF, repo: 'other', number: 5_000 } }))
      const first = await store.decisionsAfter(REF, 0)
      const second = await store.decisionsAfter(REF, first.position)
      const third = await store.decisionsAfter(REF, second.position)
      expect([first.more, second.more, third.more]).toEqual([true, false, false])
      const numbers = [first, second, third].flatMap(({ decisions }) => decisions.map(({ ref }) => ref.number))
      expect(numbers).toEqual(Array.from({ length: 1_001 }, (_, at) => at + 1))
    })

    test.each([
      { owner: 'Acme', repo: 'desktop', number: 13 },
      { owner: 'Acme', repo: 'desktop2', number: 12 },
      { owner: 'Acme2', repo: 'desktop', number: 12 },
    ])('has no data about another issue: $owner/$repo#$number', async (other) => {
      await store.recordDecision(decision())
      await store.rememberComment(REF, 1)
      expect([await store.decisions(other), await store.ownCommentId(other)]).toEqual([[], null])
    })

    test('finds an issue regardless of the case of its owner and repository, as GitHub does', async () => {
      await store.recordDecision(decision())
      await store.rememberComment(REF, 1)
      const otherCase = { owner: 'ACME', repo: 'Desktop', number: 12 }
      expect([(await store.decisions(otherCase)).length, await store.ownCommentId(otherCase)]).toEqual([1, 1])
    })

    test('returns no comment id for an issue without a comment', async () => {
      expect(await store.ownCommentId(REF)).toBeNull()
    })

    test('returns the id of the last comment', async () => {
      await store.rememberComment(REF, 4_000_000_000)
      await store.forgetComment(REF)
      expect(await store.ownCommentId(REF)).toBeNull()
      await store.rememberComment(REF, 4_000_000_001)
      await store.rememberComment(REF, 4_000_000_002)
      expect(await store.ownCommentId(REF)).toBe(4_000_000_002)
    })

    test('forgets all data about a repository and keeps the data about the others', async () => {
      const neighbour = { ...REF, repo: 'desktop-app' }
      for (const ref of [REF, { ...REF, number: 13 }, neighbour]) {
        await store.recordDecision(decision({ ref }))
        await store.rememberComment(ref, 7)
      }
      await forget(store, { owner: 'acme', repo: 'Desktop' })
      expect([await store.decisions(REF), await store.ownCommentId({ ...REF, number: 13 })]).toEqual([[], null])
      expect([(await store.decisions(neighbour)).length, await store.ownCommentId(neighbour)]).toEqual([1, 7])
    })

    test('stores text that looks like SQL as text', async () => {
      const ref = { ...REF, repo: `x'; drop table decisions; --` }
      await store.recordDecision(decision({ ref }))
      expect(await store.decisions(ref)).toEqual([decision({ ref })])
    })

    test('stores many concurrent writes', async () => {
      await Promise.all(Array.from({ length: 50 }, (_, at) => store.recordDecision(decision({ at }))))
      expect(await store.decisions(REF)).toHaveLength(50)
    })

    test.skipIf(engine.fleeting)('keeps data across a restart', async () => {
      await store.recordDecision(decision())
      await store.rememberComment(REF, 5)
      await store.close()
      opened = await place.open()
      expect([await opened.store.decisions(REF), await opened.store.ownCommentId(REF)]).toEqual([[decision()], 5])
    })

    test('throws after it is closed', async () => {
      await store.close()
      await expect(store.decisions(REF)).rejects.toThrow()
    })
  })
}
