import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../src/adapters/store/open.ts'
import type { Store } from '../../src/adapters/store/store.ts'
import { expireStored } from '../../src/app/retention.ts'
import { storedReport } from '../support/stored-report.ts'

const DAY = 24 * 60 * 60 * 1000
const NOW = 1_795_000_000_000
const ACME = { owner: 'acme', repo: 'gateway' }

let opened: Store
let store: Store

beforeEach(async () => {
  opened = (await openStore({ path: ':memory:' })).store
  await opened.claimRepository({ id: 7, ...ACME, ownerId: 1, at: NOW })
  store = opened.as([{ id: 7, ...ACME }])
})

afterEach(() => opened.close())

async function keep(number: number, days: number): Promise<void> {
  const at = NOW - days * DAY
  await store.keepReports(ACME, [storedReport(number, at, { summary: '{"title":"x"}' })])
  const undo = { addedLabels: [], removedLabels: [], comment: { id: number, before: 'lost-badge found' } }
  const decided = {
    decision: 'assert',
    reason: 'sure',
    signature: 'lost-badge',
    confidence: 0.9,
    evidence: [],
  } as const
  await store.recordDecision({ ref: { ...ACME, number }, delivery: null, ...decided, pack: 'x', acts: [], at, undo })
}

async function kept(): Promise<readonly unknown[]> {
  const reports = await store.reportsNumbered(ACME, [1, 2, 3])
  return Promise.all(
    reports.map(async ({ number }) => {
      const [decision] = await store.decisions({ ...ACME, number })
      return [number, decision?.undo?.comment?.before]
    }),
  )
}

test('deletes after 400 days what was derived from an issue, and the earlier text of the comment', async () => {
  await keep(1, 401)
  await keep(2, 399)
  expect(await expireStored(opened, NOW)).toBe(1)
  expect(await kept()).toEqual([[2, 'lost-badge found']])
  expect((await store.decisions({ ...ACME, number: 1 }))[0]?.undo?.comment).toEqual({ id: 1, before: null })
})

test('deletes earlier if the repository says so', async () => {
  await keep(1, 31)
  await keep(2, 29)
  const settings = JSON.stringify({ retention: 30 })
  await store.keepSettings(ACME, { source: 'repository', textHash: null, settings, problems: [], checkedAt: NOW })
  expect(await expireStored(opened, NOW)).toBe(1)
  expect(await kept()).toEqual([[2, 'lost-badge found']])
})

test('deletes more reports than are read at once, and nothing the second time', async () => {
  for (let number = 1; number <= 201; number++) await keep(number, 500)
  expect(await expireStored(opened, NOW)).toBe(201)
  expect(await expireStored(opened, NOW)).toBe(0)
})
