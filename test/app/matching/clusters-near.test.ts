import { expect, test } from 'vitest'
import type { Store } from '../../../src/adapters/store/store.ts'
import { clustersNear, clustersOf, type NearbyStore } from '../../../src/app/matching/clusters-of.ts'
import { RIGHTS } from '../../../src/core/feedback/feedback-event.ts'
import { MEMORY, openBeforeEach } from '../../adapters/store/places.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { generator } from '../../support/generator.ts'

const ACME = { owner: 'acme', repo: 'app' }
const REPORTS = 60

let store: Store
openBeforeEach(MEMORY, (opened) => {
  store = opened.store
})

/** Matches, joins and separates reports at random. */
async function fillAtRandom(seed: number): Promise<void> {
  const random = generator(seed)
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T
  for (let number = 2; number <= REPORTS; number++) {
    const others = new Set(Array.from({ length: random(3) }, () => 1 + random(number - 1)))
    const matches = [...others].map((other) => ({ other, probability: 0.5 + random(50) / 100, reasons: [] }))
    await store.keepMatches({ ...ACME, number }, random(2) === 0 ? matches : [])
  }
  for (let at = 0; at < 25; at++) {
    const [number, other] = [1 + random(REPORTS), 1 + random(REPORTS)]
    const repo = pick(['app', 'app', 'app', 'elsewhere'])
    const kind = pick(['duplicate-of', 'not-duplicate', 'split', 'canonical'] as const)
    const feedback = { kind, rights: pick(RIGHTS), at, id: `${seed}/${at}` }
    await store.recordFeedback(
      verdictOf({ ref: { ...ACME, number }, other: { ...ACME, repo, number: other }, ...feedback }),
    )
  }
}

const candidate = (number: number) => ({ number, createdAt: number, open: true, closedAs: null, reactions: 0 })

test.each([1, 2, 3, 4, 5, 6, 7, 8])('clustersNear finds the same clusters as clustersOf (seed %i)', async (seed) => {
  await fillAtRandom(seed)
  const all = await clustersOf(ACME, store)
  expect(all.list.length).toBeGreaterThan(1)
  for (let number = 1; number <= REPORTS; number++) {
    const near = await clustersNear(ACME, [number], store)
    expect(near.of(number), `#${number}`).toEqual(all.of(number))
    const members = (all.of(number) ?? [number]).map(candidate)
    expect(near.canonical(members), `#${number}`).toEqual(all.canonical(members))
  }
})

test('clustersNear does not read unrelated reports', async () => {
  await fillAtRandom(1)
  const asked: number[] = []
  const watched: NearbyStore = {
    feedbackAbout: store.feedbackAbout,
    matchedLater: store.matchedLater,
    pairsOf: async (repository, numbers) => {
      asked.push(...numbers)
      return store.pairsOf(repository, numbers)
    },
  }
  const { list } = await clustersOf(ACME, store)
  const smallest = list.reduce((a, b) => (b.members.length < a.members.length ? b : a)).members
  await clustersNear(ACME, smallest.slice(0, 1), watched)
  expect(new Set(asked).size).toBe(asked.length)
  expect(asked.length).toBeLessThan(REPORTS)
})
