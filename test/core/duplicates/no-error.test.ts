import { describe, expect, test } from 'vitest'
import { saysNoError } from '../../../src/core/duplicates/no-error.ts'
import { readReport } from '../../../src/core/report/read-report.ts'

function says(heading: string, answer: string): boolean {
  return saysNoError(readReport({ title: 'It fails', body: `### ${heading}\n\n${answer}\n`, attachments: [] }).fields)
}

describe('a report', () => {
  test.each([
    'No error messages found.',
    '```shell\nNo error messages found.\n```',
    'No errors',
    'There are no logs.',
    'no output at all',
  ])('says that there is no error with %j', (answer) => {
    expect(says('Error Messages/Logs', answer)).toBe(true)
  })

  test.each([
    '_No response_',
    '',
    'N/A',
    'see below',
    'None of the tools work',
    'no error, but the tool hangs for hours',
  ])('does not say so with %j', (answer) => {
    expect(says('Error Messages/Logs', answer)).toBe(false)
  })

  test('does not say so under another heading', () => {
    expect(says('Workaround', 'None')).toBe(false)
  })
})
