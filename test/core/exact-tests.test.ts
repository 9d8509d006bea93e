import { describe, expect, test } from 'vitest'
import { binomialTail, drawTail, rateRiseTail } from '../../src/core/exact-tests.ts'

describe('the binomial tail', () => {
  test.each([
    // Computed by hand from the definition.
    [3, 5, 0.05, 0.001158125],
    [1, 10, 0.1, 0.6513215599],
    [5, 5, 0.5, 0.03125],
    [0, 7, 0.3, 1],
  ])('of %i or more among %i at a share of %d is %d', (hits, of, share, tail) => {
    expect(binomialTail(hits, of, share)).toBeCloseTo(tail, 9)
  })

  test('is 0 for more hits than trials, and for a share of 0', () => {
    expect([binomialTail(6, 5, 0.5), binomialTail(1, 5, 0)]).toEqual([0, 0])
  })

  test('is 1 for a share of 1', () => {
    expect(binomialTail(5, 5, 1)).toBe(1)
  })

  test('stays a probability for thousands of trials', () => {
    expect(binomialTail(1_050, 2_000, 0.5)).toBeGreaterThan(0.01)
    expect(binomialTail(1_050, 2_000, 0.5)).toBeLessThan(0.02)
  })
})

test('a rise of a rate is judged by the share that the recent period has of the whole', () => {
  // Ten events in 28 days and four in the next: P(X ≥ 4), X ~ B(14, 1/29).
  expect(rateRiseTail(4, 10, 1 / 29)).toBeCloseTo(binomialTail(4, 14, 1 / 29), 12)
  expect(rateRiseTail(4, 10, 1 / 29)).toBeLessThan(0.002)
})

test('a blind draw is judged by the marked items among those drawn', () => {
  // All six of six drawn are among the 20 marked of 100: C(20, 6) / C(100, 6).
  expect(drawTail({ hits: 6, drawn: 6, marked: 20, all: 100 })).toBeCloseTo(38_760 / 1_192_052_400, 12)
  expect(drawTail({ hits: 0, drawn: 6, marked: 20, all: 100 })).toBeCloseTo(1, 9)
  expect(drawTail({ hits: 2, drawn: 3, marked: 2, all: 3 })).toBeCloseTo(1, 9)
})
