import { describe, expect, test } from 'vitest'
import type { Grade } from '../../../src/core/outcomes/ending.ts'
import { type AnswerOutcome, contradictionRecord, countOutcomes } from '../../../src/core/outcomes/outcome-record.ts'

const ended = (grade: Grade, reporter: string, signature = 'lost-badge'): AnswerOutcome => ({
  signature,
  grade,
  cause: grade === 'contradicted' ? 'torn-ticket' : null,
  reporter,
  answeredAt: 1,
})
const many = (grade: Grade, count: number, prefix: string = grade) =>
  Array.from({ length: count }, (_, at) => ended(grade, `${prefix}-${at}`))

test('outcomes are counted by signature, in order of id', () => {
  const outcomes = [ended('contradicted', 'a', 'z'), ended('confirmed', 'b', 'a'), ended('no-evidence', 'c', 'a')]
  expect(countOutcomes(outcomes)).toEqual([
    { signature: 'a', read: 2, confirmed: 1, contradicted: 0 },
    { signature: 'z', read: 1, confirmed: 0, contradicted: 1 },
  ])
})

describe('a signature that promises 95 % right answers', () => {
  const isBeyondChance = (...outcomes: readonly AnswerOutcome[]) => contradictionRecord(outcomes, 0.95).isBeyondChance

  test('is contradicted beyond chance by three of five threads, not by two', () => {
    expect(isBeyondChance(...many('contradicted', 3), ...many('confirmed', 2))).toBe(true)
    expect(isBeyondChance(...many('contradicted', 2), ...many('confirmed', 3))).toBe(false)
  })

  test('needs five graded threads', () => {
    expect(isBeyondChance(...many('contradicted', 4), ...many('no-evidence', 9))).toBe(false)
  })

  test('is not contradicted by one person with many threads', () => {
    const byOne = Array.from({ length: 9 }, (_, at) => ended('contradicted', at % 2 === 0 ? 'ann' : 'Ann'))
    expect(contradictionRecord(byOne, 0.95)).toEqual({ graded: 1, contradicted: 1, isBeyondChance: false })
  })

  test('may be contradicted by one thread in twenty', () => {
    expect(isBeyondChance(...many('contradicted', 5), ...many('confirmed', 95))).toBe(false)
  })
})

test('a signature that promises less is contradicted by more', () => {
  const outcomes = [...many('contradicted', 3), ...many('confirmed', 2)]
  expect(contradictionRecord(outcomes, 0.6).isBeyondChance).toBe(false)
})
