import { describe, expect, test } from 'vitest'
import { alignLines } from '../../../src/core/overview/aligned-lines.ts'

function report(number: number, ...texts: readonly (readonly [fingerprint: string, text: string])[]) {
  return {
    number,
    lines: texts.map(([fingerprint, text], at) => ({ fingerprint, text, source: 'body', line: at + 1 })),
  }
}

const same = (text: string) => ({ kind: 'same', text }) as const

describe('aligned lines', () => {
  test('contain shared text once, and the values of each place that varies, the most frequent first', () => {
    const lines = alignLines(
      [1, 2, 3].map((number) => report(number, ['a', `error 401 for user u${number === 3 ? 2 : number} at start`])),
      5,
    )
    expect(lines).toEqual([
      {
        reports: [1, 2, 3],
        apart: 0,
        parts: [
          same('error 401 for user '),
          {
            kind: 'varies',
            values: [
              { value: 'u2', count: 2 },
              { value: 'u1', count: 1 },
            ],
          },
          same(' at start'),
        ],
      },
    ])
  })

  test('leave out lines of a single report, and start with the most frequent', () => {
    const lines = alignLines(
      [report(1, ['a', 'x'], ['b', 'y'], ['c', 'z']), report(2, ['a', 'x'], ['b', 'y']), report(3, ['b', 'y'])],
      5,
    )
    expect(lines.map(({ parts, reports }) => [parts, reports])).toEqual([
      [[same('y')], [1, 2, 3]],
      [[same('x')], [1, 2]],
    ])
  })

  test('compare only lines with as many words as most have, and count the others', () => {
    const [line] = alignLines([report(1, ['a', 'a b c']), report(2, ['a', 'a b d']), report(3, ['a', 'a b'])], 5)
    expect(line).toMatchObject({ apart: 1, reports: [1, 2, 3], parts: [same('a b '), { kind: 'varies' }] })
  })

  test('count a line that a report repeats once', () => {
    expect(alignLines([report(1, ['a', 'x'], ['a', 'x'])], 5)).toEqual([])
  })
})
