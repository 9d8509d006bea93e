import { describe, expect, test } from 'vitest'
import { readReport } from '../../../src/core/report/read-report.ts'
import type { Report } from '../../../src/core/report/report.ts'
import { restoreLineBreaks } from '../../../src/core/report/restore-line-breaks.ts'

const read = (body: string): Report => readReport({ title: 'T', body, attachments: [] })
const parts = (body: string): [string, string | null, string][] =>
  read(body)
    .segments.slice(1)
    .map(({ kind, heading, text }) => [kind, heading, text])

const FORM = [
  '### Preflight Checklist - [x] I have searched [existing issues](https://github.com/o/r/issues) and this is new',
  "- [x] This is a single bug report ### What's Wrong? The tool stops - at once. It says `### x` then",
  '### What Should Happen? It goes on. ### Error Messages/Logs ```shell',
  '2026-01-02T03:04:05.006Z [ERROR] first 2026-01-02T03:04:06.007Z [ERROR] second ``` ### Steps to Reproduce',
  '1. Log in 2. Run `x` 3. Wait ### Claude Model None ### Last Working Version _No response_',
  '### Claude Code Version 2.1.148 (Claude Code) ### Operating System macOS',
].join(' ')

describe('a body on one line', () => {
  test("gets its headings, fences and list items back, without the form's own text", () => {
    expect(parts(FORM)).toEqual([
      ['prose', "What's Wrong?", 'The tool stops - at once. It says ### x then'],
      ['prose', 'What Should Happen?', 'It goes on.'],
      ['log', 'Error Messages/Logs', '2026-01-02T03:04:05.006Z [ERROR] first\n2026-01-02T03:04:06.007Z [ERROR] second'],
      ['prose', 'Steps to Reproduce', 'Log in\nRun x\nWait'],
      ['prose', 'Claude Code Version', '2.1.148 (Claude Code)'],
      ['prose', 'Operating System', 'macOS'],
    ])
  })

  test('has every segment marked as flattened on that line', () => {
    const { segments, fields } = read(`\n\n${FORM}\n`)
    expect(new Set(segments.slice(1).map(({ line, flattened }) => `${line} ${flattened}`))).toEqual(new Set(['3 true']))
    expect(new Set(fields.map(({ line }) => line))).toEqual(new Set([3]))
  })

  test('still shows the environment', () => {
    expect(read(FORM).environment).toEqual({ product: 'claude-code', version: '2.1.148', os: 'macos' })
  })

  test.each([
    [
      '## Problem When using the tool it stops and nothing else happens at all',
      'Problem',
      'When using the tool it stops and nothing else happens at all',
    ],
    [
      '## Why does it stop? Because of the token that nobody refreshed in time',
      'Why does it stop?',
      'Because of the token that nobody refreshed in time',
    ],
    [
      '## Root Cause Analysis Based on the code, the token is never refreshed',
      'Root Cause Analysis',
      'Based on the code, the token is never refreshed',
    ],
    [
      '## My Own Heading The token is never refreshed by anything in there',
      'My Own Heading',
      'The token is never refreshed by anything in there',
    ],
    [
      '### Environment - Claude Code version: 2.1.3 - OS: macOS - Shell: zsh',
      'Environment',
      'Claude Code version: 2.1.3\nOS: macOS\nShell: zsh',
    ],
    [
      '### Priority High - Significant impact on everything that we are doing',
      'Priority',
      'High - Significant impact on everything that we are doing',
    ],
    [
      '### Is this a regression? Yes, this worked in a previous version of it',
      'Is this a regression?',
      'Yes, this worked in a previous version of it',
    ],
    [
      '**Bug Description** It stops with a message **Environment Info** - Version: 2',
      'Bug Description',
      'It stops with a message',
    ],
  ])('finds the end of the heading in %j', (body, heading, text) => {
    expect(parts(body)).toContainEqual(['prose', heading, text])
  })

  test('ends an unclosed fence at the next form heading', () => {
    expect(parts('### Workaround Use this: ```bash sed -i file and so on ### Operating System Windows')).toEqual([
      ['prose', 'Workaround', 'Use this:'],
      ['log', 'Workaround', 'sed -i file and so on'],
      ['prose', 'Operating System', 'Windows'],
    ])
  })

  test('stays unchanged when it is a plain sentence', () => {
    const body = 'It stopped working yesterday - no idea why, see issue # 5 and the C# client for 1. and 2. of it.'
    expect(restoreLineBreaks(body)).toEqual({ text: body, origins: [{ line: 1, flattened: false }] })
  })
})

describe('a body with line breaks', () => {
  test.each([
    ['### A\n\ntext with ### in it, and more text so that the line is long enough to look at\n\n### B\n\nb'],
    ['```\n### What? x ### Which? y ### Where? and so on, which is what a fence may hold\n```\nend'],
    ['| a long table row ## with marks | and another ### cell | and more of the same kind |\n|---|---|---|'],
  ])('stays unchanged: %j', (body) => {
    expect(restoreLineBreaks(body).text).toBe(body)
  })

  test('has only its flattened lines split, and later lines keep their numbers', () => {
    const { segments } = read(
      'Intro.\n\n### What happened? It broke with an error ### Version 2.1.148 ### Platform Linux\n\nLast words.',
    )
    expect(segments.slice(1).map(({ line, flattened, text }) => [line, flattened, text])).toEqual([
      [1, false, 'Intro.'],
      [3, true, 'It broke with an error'],
      [3, true, '2.1.148'],
      [3, true, 'Linux'],
      [5, false, 'Last words.'],
    ])
  })
})
