import { describe, expect, inject, test } from 'vitest'
import { ENTRY_POINTS, MAX_BODY_LENGTH } from './entry-points.ts'
import { growthFault } from './growth.ts'
import { mixedShapes, SHAPES } from './shapes.ts'

/** Each function is tested with every third shape, and the next function with the next third. */
const SHARE = 3
/**
 * For functions that read files, every twelfth text has the maximum file size, and the others have a sixteenth of that
 * size.
 */
const WHOLE_FILES = 12
const MIXED = 60

describe('shapes', () => {
  test('are numerous and distinct', () => {
    const texts = new Set(SHAPES.map((shape) => shape.text(1000)))
    expect(SHAPES.length / SHARE).toBeGreaterThan(200)
    expect(texts.size / SHAPES.length).toBeGreaterThan(0.95)
  })

  test('produce the same texts every time', () => {
    const texts = () => [...SHAPES, ...mixedShapes(MIXED, 1)].map((shape) => shape.text(2000))
    expect(texts()).toEqual(texts())
  })
})

describe.each(ENTRY_POINTS.map((point, index) => ({ ...point, index })))('$name', ({ index, ...point }) => {
  const shapes = [
    ...SHAPES.filter((_, at) => at % SHARE === index % SHARE),
    ...mixedShapes(MIXED, inject('growthSeed')),
  ]

  test('takes linear time for every shape', { timeout: 1_800_000 }, () => {
    const faults = shapes.flatMap((shape, at) => growthFault(point, shape, sizeAt(at, point.largest)) ?? [])
    expect(faults).toEqual([])
  })
})

function sizeAt(at: number, largest: number): number {
  return largest <= MAX_BODY_LENGTH || at % WHOLE_FILES === 0 ? largest : largest >> 4
}

describe('the measure', () => {
  const largest = 131_072
  const shape = { name: 'letters', text: (size: number) => 'a'.repeat(size) }
  const steps = (count: number) => {
    let sum = 0
    for (let at = 0; at < count; at++) sum = (sum * 31 + at) | 0
    return sum
  }
  const faultOf = (countFor: (size: number) => number) =>
    growthFault({ name: 'steps', largest, ready: (text) => () => steps(countFor(text.length)) }, shape, largest)

  test('finds quadratic time', () => {
    expect(faultOf((size) => (size * size) / 40)).toMatch(
      /^letters: .* ms for a quarter, a half and all of 131072 characters/,
    )
  })

  test('accepts linear time', () => {
    expect(faultOf((size) => size * 2_000)).toBeNull()
  })
})
