import { describe, expect, test } from 'vitest'
import { csvRows } from '../../../../src/adapters/attachments/formats/csv-rows.ts'
import { readableText } from '../../../../src/adapters/attachments/formats/formats.ts'

const rows = (text: string) => [...csvRows(text, ',', { at: 0, line: 1 })].map(({ cells }) => cells)

describe('csvRows', () => {
  test.each([
    [
      'reads one row per line',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['reads a final row without a line break', 'a,b', [['a', 'b']]],
    ['reads empty cells', ',a,\n\n,', [['', 'a', ''], [''], ['', '']]],
    ['reads quoted cells', '"a, ""b""",c\n', [['a, "b"', 'c']]],
    ['reads line breaks in quoted cells', '"a\nb",c\nd', [['a\nb', 'c'], ['d']]],
    ['keeps quotes inside an unquoted cell', 'a "b", c"d\n', [['a "b"', ' c"d']]],
    ['keeps the quotes around a cell with text after the closing quote', '"a" b,"",""c\n', [['"a" b', '', '""c']]],
  ])('%s', (_, text, expected) => {
    expect(rows(text)).toEqual(expected)
  })

  test('returns the line number of each row, counting line breaks in cells', () => {
    const lines = [...csvRows('"a\n\nb",c\nd\n"e\n" f\ng', ',', { at: 0, line: 3 })].map(({ line }) => line)
    expect(lines).toEqual([3, 6, 7, 9])
  })

  test('throws when a quoted cell is never closed', () => {
    expect(() => rows('a,b\n"c')).toThrow(SyntaxError)
  })
})

describe('a table of log entries', () => {
  test('is converted and keeps its line numbers', () => {
    const text =
      'Level,Time,Message,Source\r\nerror,2026-11-20 10:00,"401\r\nUnauthorized",mcp\r\ninfo,2026-11-20 10:01,ok,mcp\r\n'
    expect(readableText(text).split('\n')).toEqual([
      'Level,Time,Message,Source',
      '2026-11-20 10:00 ERROR 401',
      'Unauthorized Source=mcp',
      '2026-11-20 10:01 INFO ok Source=mcp',
    ])
  })

  test('has no heading for messages in Event Viewer exports', () => {
    const text =
      'Level,Date and Time,Source,Event ID,Task Category\nError,1/2/2026,Schannel,36874,None,"fatal alert 40"\n'
    expect(readableText(text)).toContain('1/2/2026 ERROR fatal alert 40')
  })

  test('starts below PowerShell’s type line', () => {
    const text = '#TYPE System.Object\n"Level","Time","Message"\n"Error","10:00","refused"\n'
    expect(readableText(text).split('\n')[2]).toBe('10:00 ERROR refused')
  })

  test.each([
    [
      'its rows would grow to more than twice the length of the text',
      `Level,Time,Message,${'n'.repeat(40)}\n${'e,1,m,x\n'.repeat(5_000)}`,
    ],
    ['a row has more than 1,000 cells', `Level,Time,Message\ne,1,m\n${','.repeat(1_000)}\n`],
    ['a quoted cell is never closed', 'Level,Time,Message\ne,1,m\ne,1,"m\n'],
    ['it has no time and no message', 'Name,Size,Price\na,b,c\n'],
  ])('stays unchanged when %s', (_, text) => {
    expect(readableText(text)).toBe(text)
  })
})
