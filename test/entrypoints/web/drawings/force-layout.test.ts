import { describe, expect, test } from 'vitest'
import { layOut, type PlacedPoint } from '../../../../src/entrypoints/web/drawings/force-layout.ts'

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

/** Whether a line between two points passes through a label. */
function isCrossed(label: PlacedPoint, a: PlacedPoint, b: PlacedPoint): boolean {
  return Array.from({ length: 201 }, (_, step) => step / 200).some((part) => {
    const [x, y] = [a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part]
    return Math.abs(x - label.labelX) < 18 && Math.abs(y - label.labelY) < 6
  })
}

test.each([
  [6, 0],
  [30, 1],
  [60, 6],
])('the lines of a layout of %i reports cross at most %i labels', (count, most) => {
  const numbers = NUMBERS.slice(0, count)
  const pairs = PAIRS.filter(([number]) => number <= count)
  const points = new Map(layOut(numbers, pairs).map((point) => [point.number, point]))
  const lines = pairs.map(([a, b]) => [points.get(a), points.get(b)] as [PlacedPoint, PlacedPoint])
  const crossed = [...points.values()].filter((label) => lines.some(([a, b]) => isCrossed(label, a, b)))
  expect(crossed.length).toBeLessThanOrEqual(most)
})

test('reports without matches are laid out, too', () => {
  expect(layOut([1, 2], [])).toHaveLength(2)
  expect(layOut([], [])).toEqual([])
})
