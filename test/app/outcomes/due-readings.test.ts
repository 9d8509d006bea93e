import { describe, expect, test } from 'vitest'
import type { AssertRecord } from '../../../src/adapters/store/stored-decisions.ts'
import { dueReadings, outcomeDelivery } from '../../../src/app/outcomes/due-readings.ts'
import { outcomeOf } from '../../adapters/store/contract-outcomes.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const NOW = 1_795_000_000_000
const ref = (number: number) => ({ owner: 'Acme', repo: 'desktop', number })
const answered = (number: number, days: number): AssertRecord => ({
  ref: ref(number),
  repositoryId: 7,
  isDiscussion: false,
  signature: 'missing-scope',
  at: NOW - days * DAY_MS,
})
const readDaysAgo = (number: number, days: number) => outcomeOf(number, { readAt: NOW - days * DAY_MS })
const numbersOf = (refs: ReturnType<typeof dueReadings>) => refs.map(({ number }) => number)

describe('a thread', () => {
  test('is due 7 days after its answer', () => {
    expect(numbersOf(dueReadings([answered(1, 6.9), answered(2, 7)], [], NOW))).toEqual([2])
  })

  test('that was read before that is due all the same, and one that was read since is not', () => {
    expect(numbersOf(dueReadings([answered(1, 8)], [readDaysAgo(1, 5)], NOW))).toEqual([1])
    expect(numbersOf(dueReadings([answered(1, 8)], [readDaysAgo(1, 0.5)], NOW))).toEqual([])
  })

  test('is due again 30 days after its answer', () => {
    expect(numbersOf(dueReadings([answered(1, 30)], [readDaysAgo(1, 23)], NOW))).toEqual([1])
    expect(numbersOf(dueReadings([answered(1, 31)], [readDaysAgo(1, 1)], NOW))).toEqual([])
  })

  test('is left alone if the bot was down for too long', () => {
    expect(dueReadings([answered(1, 61)], [], NOW)).toEqual([])
  })

  test('is read once, from its first answer, however many signatures were asserted', () => {
    expect(numbersOf(dueReadings([answered(1, 2), answered(1, 8)], [], NOW))).toEqual([1])
  })

  test('is left alone if it is a discussion', () => {
    expect(dueReadings([{ ...answered(1, 8), isDiscussion: true }], [], NOW)).toEqual([])
  })

  test('waits behind those that are overdue for longer', () => {
    expect(numbersOf(dueReadings([answered(1, 8), answered(2, 20), answered(3, 9)], [], NOW))).toEqual([2, 3, 1])
  })
})

test('a reading is a delivery with an id of its own for each occasion', () => {
  const repository = { id: 7, owner: 'Acme', repo: 'desktop' }
  const at = (occasion: string) => outcomeDelivery({ installation: 1, repository, number: 3, occasion }, NOW)
  expect(at('2026-11-20')).toMatchObject({ id: 'outcome:7#3:2026-11-20', event: 'outcome', key: '7#3' })
  expect(at('closed:guid').id).not.toBe(at('2026-11-20').id)
})
