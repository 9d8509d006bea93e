import { describe, expect, test } from 'vitest'
import { csvRows } from '../../../../src/adapters/attachments/formats/csv-rows.ts'
import { readableText } from '../../../../src/adapters/attachments/formats/formats.ts'

const rows = (text: string) => [...csvRows(text, ',', { at: 0, line: 1 })].map(({ cells }) => cells)

describe('the rows of a table', () => {
  test.each([
    [
      'are its lines',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['may end with the text', 'a,b', [['a', 'b']]],
    ['may have empty cells', ',a,\n\n,', [['', 'a', ''], [''], ['', '']]],
    ['may have quoted cells', '"a, ""b""",c\n', [['a, "b"', 'c']]],
    ['may have line ends in quoted cells', '"a\nb",c\nd', [['a\nb', 'c'], ['d']]],
    ['keep quotes inside a bare cell', 'a "b", c"d\n', [['a "b"', ' c"d']]],
    ['keep the quotes of a cell that goes on behind them', '"a" b,"",""c\n', [['"a" b', '', '""c']]],
  ])('%s', (_, text, expected) => {
    expect(rows(text)).toEqual(expected)
  })

  test('know their lines, those inside cells counted', () => {
    const lines = [...csvRows('"a\n\nb",c\nd\n"e\n" f\ng', ',', { at: 0, line: 3 })].map(({ line }) => line)
    expect(lines).toEqual([3, 6, 7, 9])
  })

  test('are none where a quoted cell never ends', () => {
    expect(() => rows('a,b\n"c')).toThrow(SyntaxError)
  })
})

describe('a table of log entries', () => {
  test('becomes lines in place', () => {
    const text =
      'Level,Time,Message,Source\r\nerror,2026-11-20 10:00,"401\r\nUnauthorized",mcp\r\ninfo,2026-11-20 10:01,ok,mcp\r\n'
    expect(readableText(text).split('\n')).toEqual([
      'Level,Time,Message,Source',
      '2026-11-20 10:00 ERROR 401',
      'Unauthorized Source=mcp',
      '2026-11-20 10:01 INFO ok Source=mcp',
    ])
  })

  test('names the messages of the event viewer, which have no heading', () => {
    const text =
      'Level,Date and Time,Source,Event ID,Task Category\nError,1/2/2026,Schannel,36874,None,"fatal alert 40"\n'
    expect(readableText(text)).toContain('1/2/2026 ERROR fatal alert 40')
  })

  test('begins below the type that PowerShell writes', () => {
    const text = '#TYPE System.Object\n"Level","Time","Message"\n"Error","10:00","refused"\n'
    expect(readableText(text).split('\n')[2]).toBe('10:00 ERROR refused')
  })

  test.each([
    ['its rows would grow beyond twice the text', `Level,Time,Message,${'n'.repeat(40)}\n${'e,1,m,x\n'.repeat(5_000)}`],
    ['a row has more than a thousand cells', `Level,Time,Message\ne,1,m\n${','.repeat(1_000)}\n`],
    ['a quoted cell never ends', 'Level,Time,Message\ne,1,m\ne,1,"m\n'],
    ['nothing says when or what', 'Name,Size,Price\na,b,c\n'],
  ])('stays text where %s', (_, text) => {
    expect(readableText(text)).toBe(text)
  })
})
