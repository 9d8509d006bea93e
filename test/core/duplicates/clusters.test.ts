import { describe, expect, test } from 'vitest'
import {
  type ClusterNumbering,
  formClusters,
  type MatchedPair,
  type Members,
  numberClusters,
  type PairFeedback,
} from '../../../src/core/duplicates/clusters.ts'
import { generator } from '../../support/generator.ts'

const match = (number: number, other: number, probability = 0.9): MatchedPair => ({ number, other, probability })
const same = (a: number, b: number, { rank = 2, at = 0 } = {}): PairFeedback => ({ kind: 'same', a, b, rank, at })
const apart = (a: number, b: number): PairFeedback => ({ kind: 'not-same', a, b, rank: 2, at: 0 })

/** Takes all steps at once. */
function clustersOf(...given: Parameters<typeof formClusters>): readonly Members[] {
  const steps = formClusters(...given)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

describe('forming clusters', () => {
  test('joins reports that match each other', () => {
    expect(clustersOf([match(1, 2), match(5, 6), match(3, 2), match(3, 1)], [])).toEqual([
      [1, 2, 3],
      [5, 6],
    ])
  })

  test('does not join the ends of a chain of matches', () => {
    expect(clustersOf([match(1, 2, 0.95), match(2, 3, 0.9)], [])).toEqual([[1, 2]])
    expect(clustersOf([match(1, 2), match(3, 4), match(2, 3, 0.8)], [])).toEqual([
      [1, 2],
      [3, 4],
    ])
  })

  test('counts reports that people joined as one, so a match with either is enough', () => {
    expect(clustersOf([match(3, 2)], [same(1, 2)])).toEqual([[1, 2, 3]])
  })

  test('joins a report that matches three reports of a large cluster but none of its core', () => {
    const pairs = [1, 2, 3, 4, 5, 6].flatMap((a) => [1, 2, 3, 4, 5, 6].filter((b) => b < a).map((b) => [a, b] as const))
    const cluster = pairs.map(([a, b]) => match(a, b, 1 - a / 100))
    expect(clustersOf([...cluster, match(7, 4, 0.5), match(7, 5, 0.5), match(7, 6, 0.5)], [])).toEqual([
      [1, 2, 3, 4, 5, 6, 7],
    ])
    expect(clustersOf([...cluster, match(7, 5, 0.5), match(7, 6, 0.5)], [])).toEqual([[1, 2, 3, 4, 5, 6]])
  })

  test('joins reports that people marked as duplicates, even without a match', () => {
    expect(clustersOf([], [same(7, 3)])).toEqual([[3, 7]])
  })

  test('tolerates self-references and cycles in the feedback', () => {
    expect(clustersOf([match(1, 1)], [same(2, 2), same(3, 4), same(4, 5), same(5, 3)])).toEqual([[3, 4, 5]])
  })

  test('never joins reports that people separated, directly or through others', () => {
    expect(clustersOf([match(1, 2, 1), match(2, 3, 0.99), match(3, 1, 0.98)], [apart(1, 3)])).toEqual([[1, 2]])
  })

  test('keeps the more probable match when people separated the ends of a chain', () => {
    expect(clustersOf([match(1, 2, 0.8), match(2, 3, 0.9)], [apart(1, 3)])).toEqual([[2, 3]])
  })

  test('applies feedback before matches', () => {
    expect(clustersOf([match(2, 3, 1)], [same(1, 2), apart(1, 3)])).toEqual([[1, 2]])
  })

  test('resolves contradicting feedback by rights, then by time', () => {
    const maintainer = same(1, 2, { rank: 2, at: 10 })
    const reporter = same(2, 3, { rank: 1, at: 20 })
    expect(clustersOf([], [reporter, maintainer, apart(1, 3)])).toEqual([[1, 2]])
    const later = same(2, 3, { rank: 2, at: 20 })
    expect(clustersOf([], [maintainer, later, apart(1, 3)])).toEqual([[2, 3]])
  })

  test('ignores a "not a duplicate" between a report and itself', () => {
    expect(clustersOf([match(1, 2)], [apart(1, 1)])).toEqual([[1, 2]])
  })

  test('puts 10,000 identical issues into one cluster', () => {
    const each = Array.from({ length: 9_999 }, (_, at) => at + 2)
    const matches = each.flatMap((number) =>
      Array.from({ length: Math.min(10, number - 1) }, (_, back) => match(number, number - 1 - back)),
    )
    expect(clustersOf(matches, []).map((members) => members.length)).toEqual([10_000])
    expect([...formClusters(matches, [])].length).toBeGreaterThan(15)
  })

  test('gives the same clusters for any input order, and never joins a separated pair', () => {
    const random = generator(7)
    const pick = () => 1 + random(40)
    for (let round = 0; round < 50; round++) {
      const matches = Array.from({ length: 60 }, () => match(pick(), pick(), random(11) / 10))
      const feedback = Array.from({ length: 12 }, (_, at) =>
        at % 2 === 0 ? apart(pick(), pick()) : same(pick(), pick()),
      )
      const clusters = clustersOf(matches, feedback)
      expect(clustersOf([...matches].reverse(), [...feedback].reverse())).toEqual(clusters)
      const of = new Map(clusters.flatMap((members, at) => members.map((number) => [number, at])))
      for (const { kind, a, b } of feedback) {
        if (kind === 'not-same' && a !== b && of.has(a)) expect(of.get(a)).not.toBe(of.get(b))
      }
    }
  })
})

describe('numbering clusters', () => {
  const none: ClusterNumbering = { ids: new Map(), last: 0 }
  const idsOf = (clusters: readonly Members[], before = none) => {
    const { ids, last } = numberClusters(clusters, before)
    return { ids: Object.fromEntries(ids), last }
  }

  test('continues from the highest id ever assigned', () => {
    expect(
      idsOf(
        [
          [1, 2],
          [3, 4],
        ],
        { ids: new Map(), last: 7 },
      ),
    ).toEqual({ ids: { 1: 8, 2: 8, 3: 9, 4: 9 }, last: 9 })
  })

  test('keeps an id while members come and go', () => {
    const before = numberClusters([[1, 2, 3]], none)
    expect(idsOf([[2, 3, 8, 9]], before)).toEqual({ ids: { 2: 1, 3: 1, 8: 1, 9: 1 }, last: 1 })
  })

  test('gives the id to the larger part when a cluster is split', () => {
    const before = numberClusters([[1, 2, 3, 4, 5]], none)
    expect(
      idsOf(
        [
          [1, 2],
          [3, 4, 5],
        ],
        before,
      ),
    ).toEqual({ ids: { 1: 2, 2: 2, 3: 1, 4: 1, 5: 1 }, last: 2 })
  })

  test('keeps the id of the larger cluster when two clusters merge, and the older id if they are equally large', () => {
    expect(
      idsOf(
        [[1, 2, 3, 4, 5]],
        numberClusters(
          [
            [1, 2],
            [3, 4, 5],
          ],
          none,
        ),
      ).ids,
    ).toMatchObject({ 1: 2, 5: 2 })
    expect(
      idsOf(
        [[1, 2, 3, 4]],
        numberClusters(
          [
            [1, 2],
            [3, 4],
          ],
          none,
        ),
      ).ids,
    ).toMatchObject({ 1: 1, 4: 1 })
  })

  test('never reuses the id of a cluster that no longer exists', () => {
    const before = numberClusters([[1, 2]], none)
    expect(idsOf([[8, 9]], numberClusters([], before))).toEqual({ ids: { 8: 2, 9: 2 }, last: 2 })
  })
})

test('who says that two reports of different clusters have the same cause unites both clusters', () => {
  const matches = [match(2, 1, 0.9), match(3, 1, 0.9), match(3, 2, 0.9), match(5, 4, 0.99)]
  const said = { kind: 'same', a: 4, b: 1, rank: 2, at: 0 } as const
  expect(clustersOf(matches, [])).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
  expect(clustersOf(matches, [said])).toEqual([[1, 2, 3, 4, 5]])
  expect(clustersOf(matches, [said, { kind: 'not-same', a: 5, b: 4, rank: 2, at: 1 }])).toEqual([[1, 2, 3, 4]])
})
