import { describe, expect, test } from 'vitest'
import { describeLocation } from '../../../src/core/comments/location.ts'
import { reportOf } from '../../support/reports.ts'

const FLAT = { kind: 'log', source: 'body', heading: 'Logs', line: 1, flattened: true, text: 'x' } as const

describe('a location', () => {
  test.each([
    ['the title', { source: 'title', line: 1 }, 'the title'],
    ['a line of the body', { source: 'body', line: 12, heading: null }, 'line 12 of the description'],
    ['a heading', { source: 'body', line: 12, heading: 'Logs' }, 'line 12 of the description, under “Logs”'],
    ['an attachment', { source: 'sdk-debug.txt', line: 3 }, 'line 3 of `sdk-debug.txt`'],
    [
      'a hostile heading',
      { source: 'body', line: 1, heading: '@octocat #1' },
      'line 1 of the description, under “`@octocat` `#1`”',
    ],
    ['a hostile file name', { source: '`@octocat`', line: 1 }, 'line 1 of “…octocat…”'],
  ])('is described for %s', (_, place, expected) => {
    expect(describeLocation(place, reportOf())).toBe(expected)
  })

  test("in a reporter's comment is described by its date", () => {
    const comments = [{ source: 'comment:7', writtenAt: Date.UTC(2026, 4, 26, 16) }] as const
    expect(describeLocation({ source: 'comment:7', line: 3 }, reportOf({ comments }))).toBe(
      'line 3 of your comment of 2026-05-26',
    )
  })

  test('has no line number when the text has lost its line breaks', () => {
    const report = reportOf({ segments: [FLAT] })
    expect(describeLocation({ source: 'body', line: 1, heading: 'Logs' }, report)).toBe('the description, under “Logs”')
  })
})
