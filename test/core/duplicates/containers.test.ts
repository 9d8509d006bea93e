import { describe, expect, test } from 'vitest'
import { NumberLists } from '../../../src/core/duplicates/growable-array.ts'
import { HashCounters } from '../../../src/core/duplicates/hash-counters.ts'
import { TopK } from '../../../src/core/duplicates/top-k.ts'
import { generator } from '../../support/generator.ts'

describe('TopK', () => {
  test('returns the same ranking as sorting', () => {
    const random = generator(3)
    for (let round = 0; round < 100; round++) {
      const scores = Array.from({ length: random(200) }, () => random(30))
      const most = 1 + random(20)
      const best = new TopK(most)
      scores.forEach((score, place) => {
        best.offer(place, score)
      })
      const sorted = scores
        .map((score, place) => ({ place, score }))
        .sort((a, b) => b.score - a.score || a.place - b.place)
      expect(best.list()).toEqual(sorted.slice(0, most))
    }
  })
})

describe('NumberLists', () => {
  test('returns every one of thousands of lists', () => {
    const lists = new NumberLists((size) => new Uint32Array(size))
    const expected = Array.from({ length: 3_000 }, (_, at) => Array.from({ length: at % 7 }, (_, next) => at * next))
    for (const list of expected) lists.push(list)
    expect(expected.map((_, at) => [...lists.at(at)])).toEqual(expected)
  })
})

describe('HashCounters', () => {
  test('counts additions and removals', () => {
    const counters = new HashCounters(100)
    counters.add([1, 2, 2], 1)
    counters.add([2], -1)
    expect([counters.of(1), counters.of(2), counters.of(3)]).toEqual([1, 1, 0])
  })

  test('never counts below zero', () => {
    const counters = new HashCounters(100)
    counters.add([5], -1)
    expect(counters.of(5)).toBe(0)
  })

  test('never undercounts when hashes collide', () => {
    const counters = new HashCounters(1)
    const random = generator(11)
    const truth = new Map<number, number>()
    for (let at = 0; at < 50_000; at++) {
      const hash = random(2 ** 32)
      counters.add([hash], 1)
      truth.set(hash, (truth.get(hash) ?? 0) + 1)
    }
    for (const [hash, count] of truth) expect(counters.of(hash)).toBeGreaterThanOrEqual(count)
  })
})
