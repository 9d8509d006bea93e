import { describe, expect, test } from 'vitest'
import { cleanText } from '../../../src/core/report/clean-text.ts'
import { readReport } from '../../../src/core/report/read-report.ts'

/** GitHub's maximum body length, in characters. */
const MAX_BODY_LENGTH = 65_536
const fill = (piece: string): string =>
  piece.repeat(Math.ceil(MAX_BODY_LENGTH / piece.length)).slice(0, MAX_BODY_LENGTH)

const BODIES: readonly [what: string, body: string][] = [
  ['one line of a single repeated letter', fill('a')],
  ['one line of words', fill('word ')],
  ['65,536 nested quotations', fill('>')],
  ['32,768 nested lists', fill('- ')],
  [
    '250 lists nested by indentation',
    Array.from({ length: 250 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n'),
  ],
  [
    '150 nested lists before blank lines',
    Array.from({ length: 150 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n') + '\n'.repeat(40_000),
  ],
  ['a quotation continued by 32,000 lines without a marker', `> a\n${fill('a\n')}`],
  ['16,000 list items', fill('- a\n')],
  ['nested quotations on every line', fill(`${'> '.repeat(60)}a\n`)],
  ['opening brackets', fill('[')],
  ['unclosed links', fill('[a](')],
  ['unclosed images', fill('![')],
  ['footnotes', fill('[^a]')],
  ['emphasis that never closes', fill('*a_ ')],
  ['emphasis inside emphasis', fill('**a*b_')],
  ['strikethrough', fill('~~a ')],
  ['backticks', fill('` ')],
  ['backticks of every length', Array.from({ length: 340 }, (_, length) => '`'.repeat(length + 1)).join(' ')],
  ['tags', fill('<a ')],
  ['unclosed comments', fill('<!--')],
  ['unclosed pre', fill('<pre>\n\n')],
  ['table cells', fill('|a')],
  ['a table with many columns', `|${'a|'.repeat(5000)}\n|${'-|'.repeat(5000)}\n${'|a\n'.repeat(5000)}`],
  ['16,000 headings', fill('# a\n')],
  ['headings on one line', fill('### A b? ')],
  ['fences on one line', fill('```a b ')],
  ['unmatched backticks on one line', `### x ${fill('` ')}`],
  ['check boxes on one line', fill(' - [x] ')],
  ['entities', fill('&#10;')],
  ['blank lines', fill('\n')],
  ['error lines', fill('Error: a\n')],
  ['control characters', fill('\u0000\u001b[')],
  ['lone surrogates', fill('\ud800')],
]

describe('a hostile body', () => {
  test.each(BODIES)('produces no empty segment: %s', (_, body) => {
    const report = readReport({ title: body, body, attachments: [] })
    expect(report.segments.every(({ text }) => text.trim() !== '')).toBe(true)
  })

  test('keeps its words at any depth of quotations and lists', () => {
    for (const marks of ['>'.repeat(5000), '- '.repeat(5000), '> - '.repeat(5000)]) {
      const { segments } = readReport({ title: '', body: `${marks}invalid_scope`, attachments: [] })
      expect(segments.map(({ text }) => text).join()).toContain('invalid_scope')
    }
  })

  test('is read to the end even if it is longer than GitHub allows', () => {
    const body = `${'line\n'.repeat(20_000)}Error: last`
    const last = readReport({ title: '', body, attachments: [] }).segments.at(-1)
    expect(last).toMatchObject({ kind: 'log', line: 20_001, text: 'Error: last' })
  })
})

describe('cleanText', () => {
  test.each([
    ['colours', '\u001b[1;31mred\u001b[0m', 'red'],
    ['terminal links', '\u001b]8;;https://a.example\u0007text\u001b]8;;\u0007', 'text'],
    ['colours without their escape character', '[31mred[0m', 'red'],
    ['NUL', 'a\u0000b', 'ab'],
    ['BOM and zero-width characters', '\ufeffa\u200bb\u2060c', 'abc'],
    ['bidirectional controls', 'a\u202eb\u2066c', 'abc'],
    ['tag characters', 'a\u{e0041}\u{e0042}b', 'ab'],
    ['Windows line endings', 'a\r\nb', 'a\nb'],
    ['carriage returns and odd spaces', 'a\rb\u00a0c\u2028d', 'a b c d'],
    ['half of a surrogate pair', 'a\ud83db', 'a\ufffdb'],
  ])('removes or replaces %s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })

  test('keeps other scripts, emoji and tabs', () => {
    const text = 'Ошибка 401\t錯誤 \u{1f600} — “quoted”'
    expect(cleanText(text)).toBe(text)
  })
})
