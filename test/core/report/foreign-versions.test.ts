import { describe, expect, test } from 'vitest'
import { readReport } from '../../../src/core/report/read-report.ts'

const versionIn = (body: string, title = 'Claude Code cannot log in') =>
  readReport({ title, body, attachments: [] }).environment.version

describe('the version of the product', () => {
  test.each([
    ['a model', 'Claude Code with Opus 4.5 fails.'],
    ['a model with a hyphen', 'Claude Code and GPT-5.1 fail.'],
    ['a model of one number', 'Claude Code, Sonnet 4: fails'],
    ['a protocol', 'Claude Code does OAuth 2.0 discovery.'],
    ['an address', 'Claude Code, egress 160.79.104.0/21, is blocked.'],
    ['a browser', '- Chrome Version 149.0.7827.156'],
    ['a language', '- Python version: 3.10.9'],
  ])('is not that of %s', (_, body) => {
    expect(versionIn(body)).toBeNull()
  })

  test.each([
    ['2.1.148', 'Opus 4.5 in Claude Code 2.1.148'],
    ['2.1.113', '**Environment Info**\n- Platform: win32\n- Terminal: windows-terminal\n- Version: 2.1.113'],
    ['7.3.4', '- App for Windows version 7.3.4'],
  ])('is %s in: %s', (expected, body) => {
    expect(versionIn(body)).toBe(expected)
  })

  test('may have four parts', () => {
    expect(versionIn('FastMCP Version: 2.13.0.1', 'FastMCP refuses the token')).toBe('2.13.0.1')
  })
})
