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
