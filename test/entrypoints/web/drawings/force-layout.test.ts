import { describe, expect, test } from 'vitest'
import { layOut } from '../../../../src/entrypoints/web/drawings/force-layout.ts'

const NUMBERS = Array.from({ length: 60 }, (_, at) => at + 1)
const PAIRS = NUMBERS.slice(1).flatMap((number) =>
  [1, 2, 7].filter((back) => number > back).map((back) => [number, number - back] as const),
)

describe('a layout of 60 reports', () => {
  const points = layOut(NUMBERS, PAIRS)

  test('is the same every time', () => {
    expect(layOut(NUMBERS, PAIRS)).toEqual(points)
  })

  test('keeps all points apart', () => {
    const distances = points.flatMap((a, at) => points.slice(at + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)))
    expect(Math.min(...distances)).toBeGreaterThan(20)
  })

  test('puts linked reports nearer to each other than others', () => {
    const at = new Map(points.map((point) => [point.number, point]))
    const distance = (a: number, b: number) => {
      const [one, other] = [at.get(a), at.get(b)]
      return Math.hypot((one?.x ?? 0) - (other?.x ?? 0), (one?.y ?? 0) - (other?.y ?? 0))
    }
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
    expect(mean(PAIRS.map(([a, b]) => distance(a, b)))).toBeLessThan(
      0.5 * mean(NUMBERS.flatMap((a) => NUMBERS.filter((b) => b > a).map((b) => distance(a, b)))),
    )
  })

  test('lays no label over a point or another label', () => {
    const covers = points.filter(({ labelX, labelY, number }) =>
      points.some(
        (it) =>
          (it.number !== number && Math.abs(it.labelX - labelX) < 30 && Math.abs(it.labelY - labelY) < 10) ||
          (Math.abs(it.x - labelX) < 18 && Math.abs(it.y - labelY) < 9),
      ),
    )
    expect(covers).toEqual([])
  })
})

test('reports without matches are laid out, too', () => {
  expect(layOut([1, 2], [])).toHaveLength(2)
  expect(layOut([], [])).toEqual([])
})
