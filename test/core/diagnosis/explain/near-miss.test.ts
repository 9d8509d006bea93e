import { expect, test } from 'vitest'
import { findNearestWindow } from '../../../../src/core/diagnosis/explain/near-miss.ts'
import type { Segment } from '../../../../src/core/report/report.ts'
import type { OwnedClause } from '../../../../src/core/signatures/pack.ts'
import { squareTime } from '../../../support/hostile-text.ts'

function clauseOf(within: number, ...all: string[][]): OwnedClause {
  const clause = { id: 'words', in: ['prose' as const], strength: 'strong' as const, case: 'ignore' as const }
  return { role: 'evidence', owner: 'missing-scope', clause: { ...clause, near: { within, all } } }
}

function proseOf(text: string, line = 1): Segment {
  return { kind: 'prose', source: 'body', heading: null, line, flattened: false, text }
}

const clause = clauseOf(5, ['token'], ['lack', 'not have'], ['scope'])

test('lists the groups found in the nearest window, as written in the report, and the missing ones', () => {
  const miss = findNearestWindow(clause, [proseOf('Tokens, many.\nThis token lacks something.')])
  expect(miss).toMatchObject({
    within: 5,
    groups: [{ found: 'token' }, { found: 'lacks' }, { terms: ['scope'], found: null }],
    span: null,
    nearest: { line: 2, text: 'This token lacks something.' },
  })
})

test('uses the segment with the most groups', () => {
  const miss = findNearestWindow(clause, [proseOf('A scope.'), proseOf('It does not have the scope.', 7)])
  expect(miss?.nearest?.line).toBe(7)
  expect(miss?.groups.map(({ found }) => found)).toEqual([null, 'not have', 'scope'])
})

test('returns the span when all groups occur too far apart', () => {
  const miss = findNearestWindow(clause, [proseOf('the token that came back lacks one particular scope')])
  expect(miss?.span).toBe(8)
  expect(miss?.groups.filter(({ found }) => found !== null)).toHaveLength(2)
})

test('has no window when no group occurs', () => {
  expect(findNearestWindow(clause, [proseOf('Nothing of the kind.')])).toMatchObject({ nearest: null, span: null })
})

test('returns null for a clause with a pattern', () => {
  const { near: _, ...rest } = clause.clause
  expect(findNearestWindow({ ...clause, clause: { ...rest, regex: 'token' } }, [proseOf('token')])).toBeNull()
})

test('takes linear time', squareTime(5_000), () => {
  const segment = proseOf('token lacks '.repeat(400_000))
  expect(findNearestWindow(clauseOf(60, ['token'], ['lack'], ['scope']), [segment])).toMatchObject({ span: null })
})
