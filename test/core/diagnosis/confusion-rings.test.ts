import { expect, test } from 'vitest'
import { findOneWayRings } from '../../../src/core/diagnosis/confusion-rings.ts'

test.each([
  ['nothing', {}, []],
  ['a pair', { a: ['b'], b: ['a'] }, []],
  ['a chain', { a: ['b'], b: ['c'], c: [] }, []],
  ['a ring of three', { a: ['b'], b: ['c'], c: ['a'] }, [['a', 'b', 'c']]],
  ['a ring with a mutual pair', { a: ['b'], b: ['c', 'a'], c: ['a'] }, []],
  ['a ring that a chain leads to', { x: ['b'], a: ['b'], b: ['c'], c: ['a'] }, [['a', 'b', 'c']]],
  ['a ring with a mutual chord', { a: ['b', 'c'], b: ['c'], c: ['d', 'a'], d: ['a'] }, []],
  [
    'two rings',
    { a: ['b'], b: ['c'], c: ['a'], p: ['q'], q: ['r'], r: ['p'] },
    [
      ['a', 'b', 'c'],
      ['p', 'q', 'r'],
    ],
  ],
  ['an unknown id', { a: ['nobody'] }, []],
])('finds the rings in %s', (_, pointers, rings) => {
  expect(findOneWayRings(new Map(Object.entries(pointers)))).toEqual(rings)
})
