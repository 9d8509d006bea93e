import { expect, test } from 'vitest'
import { createLiveCounts } from '../../../src/entrypoints/web/live-counts.ts'
import { openKeptReports } from './stored-reports.ts'

const MINUTE = 60_000
const YEAR = 365 * 24 * 60 * MINUTE

test('counts are refreshed every few minutes even if the clock was a year ahead for a while', async () => {
  const { store, indexes } = await openKeptReports()
  let now = 0
  let counted = 0
  const counting = {
    ...store,
    knownRepositories: () => {
      counted += 1
      return store.knownRepositories()
    },
  }
  const counts = createLiveCounts({ store: counting, indexes, access: { readable: async () => null } }, () => now)
  for (const at of [YEAR, YEAR + MINUTE, 0, MINUTE, 5 * MINUTE]) {
    now = at
    await counts('missing-scope')
  }
  expect(counted).toBe(3)
  await store.close()
})
