import { describe, expect, test } from 'vitest'
import { excerptLog } from '../../../src/core/report/log-excerpt.ts'

const LOG = Array.from({ length: 100 }, (_, at) => `line ${at + 1}`).join('\n')

describe('excerptLog', () => {
  test('returns the evidence lines with three lines around each and marks the gaps', () => {
    expect(excerptLog(LOG, [10, 50]).split('\n')).toEqual([
      '…',
      ...[7, 8, 9, 10, 11, 12, 13].map((it) => `line ${it}`),
      '…',
      ...[47, 48, 49, 50, 51, 52, 53].map((it) => `line ${it}`),
      '…',
    ])
  })

  test('returns a short log unchanged', () => expect(excerptLog('a\nb\nc', [2])).toBe('a\nb\nc'))

  test('returns the end of the log when there are no evidence lines', () => {
    const lines = excerptLog(LOG, []).split('\n')
    expect([lines[0], lines[1], lines.at(-1)]).toEqual(['…', 'line 40', 'line 100'])
  })

  test('limits the number of lines and their length', () => {
    const long = Array.from({ length: 5_000 }, () => 'x'.repeat(10_000)).join('\n')
    const lines = excerptLog(
      long,
      Array.from({ length: 5_000 }, (_, at) => at + 1),
    ).split('\n')
    expect(lines.length).toBeLessThanOrEqual(60 + 8)
    expect(Math.max(...lines.map(({ length }) => length))).toBe(300)
  })
})
