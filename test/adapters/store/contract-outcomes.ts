import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/adapters/store/store.ts'
import type { OutcomeRecord } from '../../../src/adapters/store/stored-outcomes.ts'
import { type Engine, forget, openBeforeEach } from './places.ts'

const REPOSITORY = { owner: 'Acme', repo: 'desktop' }

export function outcomeOf(number: number, fields: Partial<OutcomeRecord> = {}): OutcomeRecord {
  return {
    ref: { ...REPOSITORY, number },
    signature: 'missing-scope',
    pack: 'sha256:0a1b',
    reporter: 'ann',
    answeredAt: 1_795_000_000_000 + number,
    readAt: 1_795_600_000_000,
    grade: 'no-evidence',
    cause: null,
    who: null,
    remark: null,
    ...fields,
  }
}

/** Contract for the store's outcomes on one engine. */
export function describeOutcomes(engine: Engine): void {
  describe(`outcomes: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })

    test('are returned as stored, by the time of the answer', async () => {
      const late = outcomeOf(2, { grade: 'contradicted', cause: 'tls-or-proxy', who: 'ben', remark: 4_000_000_001 })
      const early = outcomeOf(1)
      await store.keepOutcome(late)
      await store.keepOutcome(early)
      expect(await store.outcomesIn({ owner: 'ACME', repo: 'Desktop' })).toEqual([early, late])
    })

    test('are replaced by a later reading of the same issue', async () => {
      await store.keepOutcome(outcomeOf(1, { grade: 'contradicted', cause: 'tls-or-proxy', who: 'ben', remark: 5 }))
      const later = outcomeOf(1, { readAt: 1_795_700_000_000 })
      await store.keepOutcome(later)
      expect(await store.outcomesIn(REPOSITORY)).toEqual([later])
    })

    test('belong to their repository', async () => {
      const elsewhere = outcomeOf(1, { ref: { ...REPOSITORY, repo: 'other', number: 1 } })
      await store.keepOutcome(elsewhere)
      expect(await store.outcomesIn(REPOSITORY)).toEqual([])
      expect(await store.outcomesIn(null)).toEqual([elsewhere])
    })

    test('are forgotten with their repository', async () => {
      await store.keepOutcome(outcomeOf(1))
      await forget(store, REPOSITORY)
      expect(await store.outcomesIn(REPOSITORY)).toEqual([])
    })
  })
}
