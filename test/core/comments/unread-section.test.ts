import { describe, expect, test } from 'vitest'
import { renderUnreadSection } from '../../../src/core/comments/unread-section.ts'
import { reportOf } from '../../support/reports.ts'

describe('unread files', () => {
  test('are named with the reason', () => {
    const unread = [{ name: 'logs.zip', why: 'is larger than 25 MB' }]
    expect(renderUnreadSection(reportOf({ unread }))).toBe('**Not read:** `logs.zip` is larger than 25 MB.')
  })

  test('are only counted from the sixth on', () => {
    const unread = Array.from({ length: 8 }, (_, at) => ({ name: `${at}.bin`, why: 'is not text' }))
    expect(renderUnreadSection(reportOf({ unread }))).toMatch(/`4\.bin` is not text; and 3 more\.$/)
  })

  test('that only the reporter can read come with the command to run on them', () => {
    const unread = [{ name: 'sdk-debug.txt', why: 'could not be reached', forbidden: true }]
    expect(renderUnreadSection(reportOf({ unread }))).toContain("`auth-triage check 'sdk-debug.txt'`")
  })

  test('do not put a hostile name into a command', () => {
    for (const name of ['a; rm -rf ~', '$(id)', '-e', '`x`', 'a b', "a'b", 'x'.repeat(201)]) {
      const unread = [{ name, why: 'could not be reached', forbidden: true }]
      expect(renderUnreadSection(reportOf({ unread }))).toContain('`auth-triage check YOUR_FILE`')
    }
  })

  test('give an empty section when every file was read', () => {
    expect(renderUnreadSection(reportOf())).toBe('')
  })

  test('cannot mention anyone through a file name', () => {
    const unread = [{ name: '@octocat #12.log', why: 'is @octocat' }]
    expect(renderUnreadSection(reportOf({ unread })).replace(/`[^`]*`/g, '')).not.toMatch(/@octocat|#12/)
  })
})
