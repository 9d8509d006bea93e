import { beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import { clustersOf } from '../../../src/app/matching/clusters-of.ts'
import type { Rights } from '../../../src/core/feedback/feedback-event.ts'
import { verdictOf } from '../../support/feedback-events.ts'

const ACME = { owner: 'acme', repo: 'app' }
let store: Store

beforeEach(async () => {
  store = (await openStore({ path: ':memory:' })).store
  await store.keepMatches({ ...ACME, number: 2 }, [{ other: 1, probability: 0.9, reasons: [] }])
  return () => store.close()
})

async function membersAfter(
  kind: 'duplicate-of' | 'not-duplicate' | 'split',
  rights: Rights,
  number: number,
  other: number,
) {
  const about = { ref: { ...ACME, number }, other: { ...ACME, number: other } }
  await store.recordFeedback(verdictOf({ ...about, kind, rights, at: 5, id: `${kind}/${number}` }))
  return (await clustersOf(ACME, store)).list.map(({ members }) => [...members].sort())
}

describe('feedback on clusters', () => {
  test.each(['not-duplicate', 'split'] as const)('from a user without a role separates nothing: %s', async (kind) => {
    expect(await membersAfter(kind, 'anyone', 2, 1)).toEqual([[1, 2]])
  })

  test('from a user without a role joins nothing', async () => {
    expect(await membersAfter('duplicate-of', 'anyone', 3, 1)).toEqual([[1, 2]])
  })

  test('from the reporter separates two reports', async () => {
    expect(await membersAfter('not-duplicate', 'reporter', 2, 1)).toEqual([])
  })

  test('from a maintainer joins two reports', async () => {
    expect(await membersAfter('duplicate-of', 'maintainer', 3, 1)).toEqual([[1, 2, 3]])
  })
})
