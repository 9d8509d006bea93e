import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import { fixNoticeOn } from '../../../src/app/fixes/fix-notice-on.ts'

const REPOSITORY = { owner: 'acme', repo: 'desktop' }
const SETTINGS = { fixes: { ask: true, mention: true } }
const NOW = 1_795_000_000_000
let store: Store

beforeAll(async () => {
  store = (await openStore({ path: ':memory:' })).store
})
afterAll(() => store.close())

/** A cluster of reports by these people, one a millisecond, and a release that names the first one. */
async function notice(authors: readonly string[], claimedAt = NOW + 1_000) {
  const summary = JSON.stringify({ environment: { product: 'codex', version: '1.0', os: null }, cause: null })
  const facts = { open: true, closedAs: null, closedAt: null, reactions: 0, summary, digest: '{}' } as const
  const rows = authors.map((author, at) => ({
    ...facts,
    number: at + 1,
    author,
    createdAt: NOW + at,
    updatedAt: NOW + at,
  }))
  await store.keepReports(REPOSITORY, rows)
  for (const { number } of rows.slice(1)) {
    const others = rows.filter((it) => it.number < number)
    const matches = others.map((it) => ({ other: it.number, probability: 1, reasons: [] }))
    await store.keepMatches({ ...REPOSITORY, number }, matches)
  }
  const released = { kind: 'released', version: '1.2', who: null, comment: null, url: null, at: claimedAt } as const
  await store.keepFixSignals({ ...REPOSITORY, number: 1 }, 'release-7', [released])
  return fixNoticeOn({ ...REPOSITORY, number: 1 }, SETTINGS, store)
}

test('mentions each reporter once, up to a limit, and nobody whose login is not one', async () => {
  const people = Array.from({ length: 25 }, (_, at) => `person-${at}`)
  const found = await notice(['ghost', 'a]b', 'person-0', ...people])
  expect(found).toMatchObject({ kind: 'asked', mentions: people.slice(0, 20) })
})

test('mentions nobody who reported after the claim', async () => {
  expect(await notice(['ann', 'bob', 'cat'], NOW + 1)).toMatchObject({ mentions: ['ann', 'bob'] })
})

test('starts no comment for a release where no cause is known', async () => {
  expect(await notice(['ann', 'bob'])).toMatchObject({ mayCreate: false })
})
