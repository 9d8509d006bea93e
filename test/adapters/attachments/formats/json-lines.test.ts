import { describe, expect, test } from 'vitest'
import { readableText } from '../../../../src/adapters/attachments/formats/formats.ts'
import { squareTime } from '../../../support/hostile-text.ts'

describe('JSON lines', () => {
  test.each([
    [
      'pino',
      '{"level":50,"time":1763650000123,"pid":7,"hostname":"h","msg":"refresh failed","status":401}',
      '2025-11-20T14:46:40.123Z ERROR refresh failed status=401',
    ],
    [
      'winston',
      '{"level":"error","message":"refresh failed","timestamp":"2026-11-20 10:00:00","service":"gateway"}',
      '2026-11-20 10:00:00 ERROR refresh failed service=gateway',
    ],
    [
      'bunyan',
      '{"name":"app","hostname":"h","pid":7,"level":40,"msg":"slow","time":"2026-11-20T10:00:00.000Z","v":0}',
      '2026-11-20T10:00:00.000Z WARN slow name=app',
    ],
    [
      'zap',
      '{"level":"error","ts":1763650000.5,"caller":"auth/token.go:42","msg":"exchange failed"}',
      '2025-11-20T14:46:40.500Z ERROR exchange failed caller=auth/token.go:42',
    ],
    [
      'journald',
      '{"__CURSOR":"s=1","__REALTIME_TIMESTAMP":"1763650000123456","PRIORITY":"3","_PID":"7","SYSLOG_IDENTIFIER":"mcp","MESSAGE":"401 Unauthorized"}',
      '2025-11-20T14:46:40.123Z ERROR 401 Unauthorized SYSLOG_IDENTIFIER=mcp',
    ],
    [
      'journald with bytes',
      '{"__REALTIME_TIMESTAMP":"1763650000123456","MESSAGE":[52,48,49]}',
      '2025-11-20T14:46:40.123Z 401',
    ],
    [
      'Docker',
      '{"log":"401 Unauthorized\\n","stream":"stderr","time":"2026-11-20T10:00:00Z"}',
      '2026-11-20T10:00:00Z 401 Unauthorized stream=stderr',
    ],
    [
      'structlog, which calls the message an event',
      '{"event":"login","level":"info","timestamp":"2026-11-20"}',
      '2026-11-20 INFO login',
    ],
    ['a message next to an event', '{"event":"login","msg":"failed","level":"info"}', 'INFO failed event=login'],
    [
      'an error body inside a string, without escapes',
      '{"level":"error","msg":"HTTP 400","body":"{\\"error\\":\\"invalid_grant\\"}"}',
      'ERROR HTTP 400 body={"error":"invalid_grant"}',
    ],
    [
      'an error body inside an object',
      '{"level":"error","msg":"x","err":{"type":"E","message":"said {\\"error\\":\\"invalid_grant\\"}"}}',
      'ERROR x err={"type":"E","message":"said {"error":"invalid_grant"}"}',
    ],
    ['a value with spaces', '{"level":"error","msg":"x","why":"not found here"}', 'ERROR x why="not found here"'],
    ['fields without a value', '{"level":"error","msg":"x","a":null,"b":"","c":0,"d":false}', 'ERROR x c=0 d=false'],
    [
      'a stack, which stays on its line',
      '{"level":"error","msg":"x","stack":"E: x\\n    at y\\n    at z"}',
      'ERROR x stack="E: x at y at z"',
    ],
    [
      'an object that is not a log entry',
      '{"error":"invalid_grant","hint":"say \\"please\\""}',
      '{"error":"invalid_grant","hint":"say "please""}',
    ],
  ])('reads %s', (_, line, expected) => {
    expect(readableText(line)).toBe(expected)
  })

  test('keeps line numbers regardless of what is between the entries', () => {
    const text =
      '{"level":"error","msg":"a\\nb"}\r\n\n    at y (z.ts:1)\n{"torn": \n{"level":"info","msg":"c"}\n{"level":"info","msg":"d"}\n{"level":"info","msg":"e"}\n'
    expect(readableText(text).split('\n')).toEqual([
      'ERROR a b',
      '',
      '    at y (z.ts:1)',
      '{"torn": ',
      'INFO c',
      'INFO d',
      'INFO e',
      '',
    ])
  })

  test('replaces line breaks and the whitespace around them with one space', () => {
    const message = JSON.stringify(' a \r\n\n  b\n')
    expect(readableText(`{"level":"info","msg":"x","a":${message}}\n`)).toBe('INFO x a=" a b "\n')
  })

  test('stops converting when too many entries are torn', () => {
    const good = '{"level":"info","msg":"x"}\n'
    const lines = readableText(good.repeat(50) + '{torn}\n'.repeat(1_100) + good).split('\n')
    expect([lines[49], lines[1_149], lines[1_150]]).toEqual(['INFO x', '{torn}', good.trim()])
  })

  test('reads to the end when some entries are torn', () => {
    const good = '{"level":"info","msg":"x"}\n'
    const lines = readableText(`${good}{torn}\n`.repeat(3_000) + good).split('\n')
    expect(lines[6_000]).toBe('INFO x')
  })

  test('does not change a log that is mostly text', () => {
    const text = 'start\nmore\n{"level":"info","msg":"x"}\nend'
    expect(readableText(text)).toBe(text)
  })

  test.each([
    ['deep nesting', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['a 5 MB message', `{"level":"info","msg":"${'x'.repeat(5_000_000)}"}`],
    ['backslashes', `{"level":"info","msg":"${'\\\\'.repeat(1_000_000)}"}`],
    ['open braces', '{'.repeat(2_000_000)],
    ['open brackets', '['.repeat(2_000_000)],
    ['open strings', '["'.repeat(1_000_000)],
    ['escaped quotes', `[{"a":"${'\\"'.repeat(1_000_000)}`],
    ['commas', `a,b,c\n${','.repeat(2_000_000)}`],
    ['tags', `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">${'<'.repeat(1_000_000)}`],
    ['events', `<Events xmlns="http://schemas.microsoft.com/win/2004/08/events/event">${'<Event>'.repeat(200_000)}`],
    ['a 2 MB field name', `{"level":"info","msg":"x","${'n'.repeat(2_000_000)}":1}`],
  ])('takes linear time for %s', squareTime(3_000), (_, text) => {
    expect(() => readableText(text)).not.toThrow()
  })
})
