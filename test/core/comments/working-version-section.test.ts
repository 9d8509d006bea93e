import { expect, test } from 'vitest'
import { renderWorkingVersion } from '../../../src/core/comments/working-version-section.ts'
import { reportOf } from '../../support/reports.ts'

const PLACE = { source: 'body', heading: null, line: 3 }

test.each([
  [
    'an older version',
    '1.2.0',
    '1.3.0',
    '**Works with `1.2.0`**, by line 3 of the description. Go back to it until this is fixed. **For maintainers:** the change is between `1.2.0` and `1.3.0`.',
  ],
  [
    'a newer version',
    '1.10.0',
    '1.9.0',
    '**Works with `1.10.0`**, by line 3 of the description. This report names `1.9.0`: update first.',
  ],
  [
    'a version alone',
    '1.2.0',
    null,
    '**Works with `1.2.0`**, by line 3 of the description. Use it until this is fixed.',
  ],
])('the comment says what to do with %s that works', (_, version, failing, expected) => {
  expect(renderWorkingVersion(reportOf({ workingVersion: { version, failing, ...PLACE } }))).toBe(expected)
})

test('the comment says nothing if no version works', () => {
  expect(renderWorkingVersion(reportOf())).toBe('')
})
