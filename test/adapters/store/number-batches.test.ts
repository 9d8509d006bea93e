import { expect, test } from 'vitest'
import { numberBatches } from '../../../src/adapters/store/number-batches.ts'

const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1)

test('lists have one of three lengths, so that few statements are prepared', () => {
  const lengths = new Set(upTo(1_200).flatMap((last) => numberBatches(upTo(last)).map((batch) => batch.length)))
  expect([...lengths].sort((a, b) => a - b)).toEqual([1, 10, 100])
})

test.each([0, 1, 2, 10, 11, 100, 101, 1_203])('%i numbers are all in the lists, and no others', (last) => {
  expect([...new Set(numberBatches([...upTo(last), ...upTo(last)].reverse()).flat())]).toEqual(upTo(last))
})
