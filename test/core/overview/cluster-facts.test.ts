import { describe, expect, test } from 'vitest'
import { countBetween, toClusterFacts } from '../../../src/core/overview/cluster-facts.ts'
import { reportAt, summary } from './entries.ts'

describe('the version with which a failure began', () => {
  test.each([
    ['the first that a report names', ['', '2.0.64', '2.0.65'], '2.0.64'],
    ['compared as a version, not as text', ['2.0.9', '2.0.10'], '2.0.9'],
    ['unknown if a later report names an earlier one', ['2.0.64', '2.0.60'], null],
    ['unknown without versions', ['', ''], null],
  ])('is %s', (_, versions, began) => {
    const reports = versions.map((version, at) => reportAt(at, version === '' ? {} : { version }))
    expect(toClusterFacts(summary(), reports.reverse()).began).toBe(began)
  })
})

describe('a regression', () => {
  const fixed = { open: false, closedAs: 'completed', closedAt: 5 } as const

  test('is the first report after the fix', () => {
    const { regression } = toClusterFacts(summary(), [
      reportAt(1, fixed),
      reportAt(9, { version: '2.1.0' }),
      reportAt(4),
      reportAt(7),
    ])
    expect(regression).toEqual({ number: 7, version: null, at: 7, fixedAt: 5 })
  })

  test.each([
    ['no report came after it', [reportAt(1, fixed), reportAt(4)]],
    ['the report was closed for another reason', [reportAt(1, { ...fixed, closedAs: 'not_planned' }), reportAt(9)]],
  ])('is not one if %s', (_, reports) => {
    expect(toClusterFacts(summary(), reports).regression).toBeNull()
  })
})

test('a report on a version that is newer than the fix is a regression, even if nothing was closed', () => {
  const claim = { version: '2.0', by: 'release', who: null, url: null, number: 1, at: 3 } as const
  const ledger = { state: 'supported', claim, settled: null, product: null, works: ['a', 'b'], fails: ['c'] } as const
  const regressions = [{ number: 9, version: '2.1' }]
  const reports = [reportAt(1), reportAt(7), reportAt(9, { version: '2.1' })]
  expect(toClusterFacts(summary(), reports, { ...ledger, regressions }).regression).toEqual({
    number: 9,
    version: '2.1',
    at: 9,
    fixedAt: 3,
  })
  expect(toClusterFacts(summary(), reports, { ...ledger, regressions: [] }).regression).toBeNull()
})

test('times are counted from the first instant to before the last', () => {
  expect([countBetween([1, 2, 2, 3], 2, 3), countBetween([1, 2, 2, 3], 2), countBetween([], 0)]).toEqual([2, 3, 0])
})
