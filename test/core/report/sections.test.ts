import { describe, expect, test } from 'vitest'
import { sectionAt, sectionOf } from '../../../src/core/report/sections.ts'
import { segmentOf } from '../../support/packs.ts'

test.each([
  [null, 'account'],
  ['What happened?', 'account'],
  ['Actual behaviour', 'account'],
  ['Current vs. expected behavior', 'account'],
  ['Relevant log output', 'account'],
  ['**Expected result**', 'expected'],
  ['Comportement attendu', 'expected'],
  ['期望行为', 'expected'],
  ['Proposed Solution', 'proposal'],
  ['Alternatives considered', 'proposal'],
  ['Definition of done', 'proposal'],
  ['Steps to reproduce', 'steps'],
  ['2. How to reproduce', 'steps'],
  ['See also', 'related'],
  ['Possibly related issues', 'related'],
  ['Is the issue related to a specific email provider?', 'account'],
  ['Is your feature request related to a problem? Please describe.', 'account'],
  ['Similar issues', 'related'],
  ['Environment', 'environment'],
  ['Root cause', 'analysis'],
] as const)('%s: %s', (heading, section) => {
  expect(sectionOf(heading)).toBe(section)
})

describe('in a text without headings', () => {
  const text = 'The page is blank.\nExpected: the dashboard\nActual: an error\n**Related issues:** #7'
  const at = (words: string) => sectionAt(segmentOf(text), text.indexOf(words))

  test('a label starts a section that lasts until the next one', () => {
    expect([at('blank'), at('dashboard'), at('an error'), at('#7')]).toEqual([
      'account',
      'expected',
      'account',
      'related',
    ])
  })

  test('a log has no labels', () => {
    const log = segmentOf('expected: 1\ngot: 2', { kind: 'log', heading: 'Logs' })
    expect(sectionAt(log, log.text.length)).toBe('account')
  })
})
