import { expect, test } from 'vitest'
import { fallenRatios } from '../../scripts/bench-ratios.ts'

const output = (ratio: number, competitor = 'ripgrep', name = 'scan') =>
  JSON.stringify({ machine: 'any', benches: { [name]: { unit: 'MB/s', ours: 1, competitor, theirs: 1, ratio } } })

test.each([2, 1.9, 1.6, 3])('a ratio of 2 that becomes %d has not fallen too far', (ratio) => {
  expect(fallenRatios(output(2), output(ratio))).toEqual([])
})

test.each([1.59, 1, 0.1])('a ratio of 2 that becomes %d has', (ratio) => {
  expect(fallenRatios(output(2), output(ratio))).toEqual([expect.stringMatching(/^scan fell by \d\d %: from 2 to /)])
})

test('a benchmark that is gone, or has lost its competitor, is reported', () => {
  expect(fallenRatios(output(2), output(2, 'ripgrep', 'start'))).toEqual(['scan is no longer measured.'])
  expect(fallenRatios(output(2), output(2, 'RegExp'))).toEqual(['scan is no longer compared with ripgrep.'])
})

test('a new benchmark, and a base without any, are fine', () => {
  const [old, added] = [JSON.parse(output(2)), JSON.parse(output(1, 'node', 'start'))]
  const both = JSON.stringify({ benches: { ...old.benches, ...added.benches } })
  expect(fallenRatios(output(2), both)).toEqual([])
  expect(fallenRatios('\n', output(1))).toEqual([])
})

test.each([
  ['nothing', ''],
  ['another document', '{}'],
  ['no ratio', '{"benches":{"scan":{"competitor":"ripgrep","ratio":null}}}'],
])('an output for the change that is %s throws', (_, head) => {
  expect(() => fallenRatios(output(2), head)).toThrow()
})
