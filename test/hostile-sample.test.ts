/**
 * Tries a sample of the hostile shapes; `npm run test:hostile` tries them all. Set `HOSTILE_SEED` to choose another
 * sample.
 */
import { expect, inject, test } from 'vitest'
import { ENTRY_POINTS, MAX_BODY_LENGTH } from './hostile/entry-points.ts'
import { growthFault } from './hostile/growth.ts'
import { mixedShapes, pick, SHAPES } from './hostile/shapes.ts'
import { generator } from './support/generator.ts'

const SAMPLE = 6

test.each(ENTRY_POINTS)('processing time does not grow quadratically for a sample of hostile texts: $name', (point) => {
  const random = generator(inject('growthSeed') + ENTRY_POINTS.indexOf(point))
  const shapes = [
    ...Array.from({ length: SAMPLE }, () => pick(SHAPES, random)),
    ...mixedShapes(SAMPLE, random(2 ** 31)),
  ]
  const faults = shapes.flatMap((shape) => growthFault(point, shape, Math.min(point.largest, MAX_BODY_LENGTH)) ?? [])
  expect(faults).toEqual([])
})
