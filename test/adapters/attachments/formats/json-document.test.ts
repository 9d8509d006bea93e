import { describe, expect, test } from 'vitest'
import { readableText } from '../../../../src/adapters/attachments/formats/formats.ts'

const A = '{"time":"10:00","level":"error","message":"one"}'
const B = '{"time":"10:01","level":"info","message":"two"}'

describe('multi-line JSON', () => {
  test('writes a list entry on the line where it starts', () => {
    const text = `{\n "logs": [\n  {\n   "time": "10:00",\n   "message": "a\\nb"\n  },\n  ${B}\n ]\n}`
    expect(readableText(text).split('\n')).toEqual(['', '', '10:00 a', 'b', '', '', '10:01 INFO two'])
  })

  test('joins the lines that do not fit before the next entry', () => {
    expect(readableText('[\n{"time":"1","message":"a\\nb\\nc"},\n{"time":"2","message":"d"}]')).toBe(
      '\n1 a | b | c\n2 d',
    )
  })

  test('writes one line per entry for a list without line breaks', () => {
    expect(readableText(`[${A},${B}]`)).toBe('entry 1: 10:00 ERROR one\nentry 2: 10:01 INFO two')
  })

  test('reads consecutive entries, as printed by journalctl', () => {
    const entry = '{\n\t"__REALTIME_TIMESTAMP" : "1763650000123456",\n\t"MESSAGE" : "401"\n}\n'
    expect(readableText(entry + entry).split('\n')).toEqual([
      '2025-11-20T14:46:40.123Z 401',
      '',
      '',
      '',
      '2025-11-20T14:46:40.123Z 401',
    ])
  })

  test('keeps the text after the entries: a torn entry, another value, other members', () => {
    const read = '\n10:00 ERROR one\n10:01 INFO two\n'
    expect(readableText(`[\n${A},\n${B},\n{"time":"10:02","mess`)).toBe(`${read}{"time":"10:02","mess`)
    expect(readableText(`[\n${A},\n${B},\n"stopped"\n]`)).toBe(`${read}"stopped"\n]`)
    expect(readableText(`{"logs":[\n${A},\n${B}\n],\n"version":"2.1"}`)).toBe(`${read}\n"version":"2.1"}`)
  })

  test('keeps line numbers in any other document and removes backslashes before quotes', () => {
    const text = '{\n  "mcpServers": {},\n  "last": "{\\"error\\":\\"invalid_grant\\"}"\n}'
    expect(readableText(text)).toBe('{\n  "mcpServers": {},\n  "last": "{"error":"invalid_grant"}"\n}')
  })

  test.each(['[10:00] error: 401\n[10:01] again', '{ this is no JSON }', '# heading\n\n- text'])(
    'does not change text that is not JSON: %s',
    (text) => {
      expect(readableText(text)).toBe(text)
    },
  )
})
