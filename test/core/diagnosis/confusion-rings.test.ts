import { expect, test } from 'vitest'
import { findOneWayRings } from '../../../src/core/diagnosis/confusion-rings.ts'

test.each([
  ['nothing', {}, []],
  ['a pair', { a: ['b'], b: ['a'] }, []],
  ['a chain', { a: ['b'], b: ['c'], c: [] }, []],
  ['a ring of three', { a: ['b'], b: ['c'], c: ['a'] }, [['a', 'b', 'c']]],
  ['a ring of which one pair is mutual', { a: ['b'], b: ['c', 'a'], c: ['a'] }, []],
  ['a ring with a chain into it', { x: ['b'], a: ['b'], b: ['c'], c: ['a'] }, [['a', 'b', 'c']]],
  ['a ring with a mutual chord', { a: ['b', 'c'], b: ['c'], c: ['d', 'a'], d: ['a'] }, []],
  [
    'two rings',
    { a: ['b'], b: ['c'], c: ['a'], p: ['q'], q: ['r'], r: ['p'] },
    [
      ['a', 'b', 'c'],
      ['p', 'q', 'r'],
    ],
  ],
  ['somebody unknown', { a: ['nobody'] }, []],
])('%s', (_, pointers, rings) => {
  expect(findOneWayRings(new Map(Object.entries(pointers)))).toEqual(rings)
})
