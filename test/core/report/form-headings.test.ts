import { describe, expect, test } from 'vitest'
import { isEmptyAnswer, isFormHeading, normalizeHeading } from '../../../src/core/report/form-headings.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import type { Report, Segment } from '../../../src/core/report/report.ts'

const read = (body: string, title = 'Title'): Report => readReport({ title, body, attachments: [] })
const inBody = (body: string): Segment[] => read(body).segments.filter(({ source }) => source === 'body')
const shape = (body: string): [string, number, string][] =>
  inBody(body).map(({ kind, line, text }) => [kind, line, text])
const lines = (...text: string[]): string => text.join('\n')

describe('readReport: form', () => {
  const FORM = lines(
    '### Preflight Checklist',
    '',
    '- [x] I have searched existing issues and this has not been reported',
    '- [X] This is a single bug report',
    '- [ ] I am using the latest version',
    '',
    '### What happened?',
    '',
    'It **fails**.',
    '',
    '### Logs',
    '',
    '```shell',
    '',
    '```',
    '',
    '### Error',
    '',
    '```',
    'N/A',
    '```',
    '',
    '### Workaround',
    '',
    '_No response_',
    '',
    '### Operating System',
    '',
    '- [x] macOS',
    '- [ ] Windows',
    '- [ ] Linux',
    '',
    '### Claude Code Version',
    '',
    '2.1.148 (Claude Code)',
  )

  test("keeps the answers and drops the form's own text", () => {
    expect(inBody(FORM).map(({ heading, line, text }) => [heading, line, text])).toEqual([
      ['What happened?', 9, 'It fails.'],
      ['Operating System', 29, 'macOS'],
      ['Claude Code Version', 35, '2.1.148 (Claude Code)'],
    ])
  })

  test('returns one field per answered heading', () => {
    expect(read(FORM).fields).toEqual([
      { heading: 'What happened?', line: 7, text: 'It fails.' },
      { heading: 'Operating System', line: 27, text: 'macOS' },
      { heading: 'Claude Code Version', line: 33, text: '2.1.148 (Claude Code)' },
    ])
  })

  test('reads Windows line endings the same way', () => {
    expect(read(FORM.replaceAll('\n', '\r\n'))).toEqual(read(FORM))
  })

  test('reads answers whose headings are missing', () => {
    expect(inBody(FORM.replaceAll(/^###.*$/gm, '')).map(({ heading, text }) => [heading, text])).toEqual([
      [null, expect.stringContaining('It fails.')],
    ])
  })

  test('reads answers under translated headings', () => {
    expect(
      inBody(lines('### Was ist passiert?', '', 'Fehler 401')).map(({ heading, text }) => [heading, text]),
    ).toEqual([
      ['Was ist passiert?', 'Was ist passiert?'],
      ['Was ist passiert?', 'Fehler 401'],
    ])
  })

  test("reads a reporter's own heading as text, not as a form field", () => {
    const report = read(lines('## 401 invalid_token after login', '', '## Steps', '', 'Log in.'))
    expect(report.segments.map(({ text }) => text)).toEqual(['Title', '401 invalid_token after login', 'Log in.'])
    expect(report.fields).toEqual([{ heading: 'Steps', line: 3, text: 'Log in.' }])
  })

  test('reads bold headings from templates as headings', () => {
    expect(
      read(
        lines(
          '**Describe the bug**',
          'A clear and concise description of what the bug is.',
          '',
          '**Version:** 1.2.3',
          '',
          '**Really important.**',
        ),
      ).fields,
    ).toEqual([{ heading: 'Version', line: 4, text: '1.2.3\n\nReally important.' }])
  })

  test.each([
    '_Please describe what happened._',
    '*e.g. macOS 14*',
    'If applicable, add screenshots to help explain your problem.',
    '<!-- Please search first -->',
  ])('drops the hint %s', (hint) => {
    expect(inBody(lines('### Details', '', hint, '', 'Mine.')).map(({ text }) => text)).toEqual(['Mine.'])
  })

  test('keeps unticked tasks in a plan', () => {
    expect(inBody('- [ ] Document the variable in the setup guide')).toHaveLength(1)
  })

  test('keeps labels and environment at the end of the body as prose', () => {
    expect(shape(lines('Text', '', 'Labels: bug, area:mcp', '', '- OS: macOS'))).toEqual([
      ['prose', 1, 'Text\n\nLabels: bug, area:mcp\n\nOS: macOS'],
    ])
  })
})

describe('normalizeHeading', () => {
  test.each([
    ['What happened?', 'what happened'],
    ['🐛 1. What’s   Wrong?! 🐛', "what's wrong"],
    ['Logs (optional): …', 'logs'],
    ['(optional) Logs (Optional)(optional)', 'optional) logs'],
    ['Error Messages / Logs', 'error messages/logs'],
    ['Version (2)', 'version (2)'],
    ['Steps 1', 'steps 1'],
    ['日本語 😀', '日本語'],
    ['😀😀', ''],
    ['x\ud83d', 'x'],
  ])('turns %j into %j', (heading, normal) => {
    expect(normalizeHeading(heading)).toBe(normal)
  })

  test('takes linear time for a long run of one character', () => {
    for (const run of ['.', ' ', '😀', '(optional)', '\u200d'])
      expect(isFormHeading(`Description${run.repeat(100_000)}`), run).toBe(true)
    expect(isEmptyAnswer(`${'*'.repeat(100_000)}N/A${'_'.repeat(100_000)}`)).toBe(true)
    expect(isEmptyAnswer(`a${'*'.repeat(100_000)}a`)).toBe(false)
  })
})

describe('readReport: what people attest', () => {
  test.each([
    'I have searched the existing issues.',
    'I am using the latest version.',
    'I agree to follow the code of conduct',
  ])('is not read: %s', (text) => {
    expect(inBody(text)).toEqual([])
  })

  test.each([
    'I have an issue with the login since the last update.',
    "I'm following https://docs.example.com/setup and get a 401.",
    'I am sending a request with the key, and the answer is 401.',
    'I have read the guide, but the login still ends in an error.',
  ])('is told from a report that begins like it: %s', (text) => {
    expect(inBody(text).map((it) => it.text)).toEqual([text])
  })
})
