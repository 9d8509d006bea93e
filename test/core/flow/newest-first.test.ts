/** Logs whose newest line is at the top say the same as those that end with it. */
import { describe, expect, test } from 'vitest'
import { judgeTrace, wentThrough } from '../../../src/core/flow/judge-flow.ts'
import { timeOf } from '../../../src/core/flow/line-time.ts'
import { readObservations } from '../../../src/core/flow/read-observations.ts'
import { readTraces } from '../../../src/core/flow/report-flow.ts'
import { isNewestFirst } from '../../../src/core/flow/trace-lines.ts'
import type { Segment } from '../../../src/core/report/report.ts'
import { readTraceFiles } from './trace-files.ts'

const judge = (lines: readonly string[]) => {
  const text = lines.join('\n')
  return judgeTrace(readObservations(text), isNewestFirst(text))
}

const LOGIN = [
  '2026-10-14T08:12:40Z POST /mcp 401',
  '2026-10-14T08:12:41Z GET /.well-known/oauth-protected-resource 200',
  '2026-10-14T08:12:42Z GET /.well-known/oauth-authorization-server 200',
]
const FAILING = [...LOGIN, '2026-10-14T08:12:50Z POST /token 400']
const HEALTHY = [...LOGIN, '2026-10-14T08:12:50Z POST /token 200', '2026-10-14T08:12:51Z POST /mcp 200']

describe('a log that begins with its newest line', () => {
  test('is read in the order of time, and its lines keep their numbers', () => {
    const { flow } = judge(FAILING.toReversed())
    expect(flow).toMatchObject({ reached: 'server-metadata', broken: { stage: 'token', status: 400, line: 0 } })
  })

  test('of a login that works shows nothing broken, and where it was through', () => {
    const judged = judge(HEALTHY.toReversed())
    expect([judged.flow.broken, judged.through, wentThrough(judged)]).toEqual([null, 0, true])
  })

  test('cures an earlier failure by what stands above it, and not by what stands below it', () => {
    const failed = '2026-10-14T08:12:45Z POST /token 400'
    const lines = [...HEALTHY.slice(0, 3), failed, ...HEALTHY.slice(3)].toReversed()
    const start = lines.join('\n').indexOf(failed)
    expect(judge(lines).isCured(start, 'token')).toBe(true)
    expect(
      judge(lines.filter((line) => !line.includes('200') || line.includes('well-known'))).isCured(0, 'token'),
    ).toBe(false)
  })

  test('is over above its newest observation', () => {
    const lines = ['2026-10-14T08:13:00Z bye', ...HEALTHY.toReversed(), '2026-10-14T08:12:00Z hello']
    const judged = judge(lines)
    expect([judged.isOver(0), judged.isOver(lines.join('\n').indexOf('2026-10-14T08:12:00Z'))]).toEqual([true, false])
  })

  test('is over above its only observation', () => {
    const lines = ['2026-10-14T08:13:00Z bye', '2026-10-14T08:12:50Z POST /mcp 200', '2026-10-14T08:12:00Z hello']
    const text = lines.join('\n')
    const segment: Segment = { kind: 'log', source: 'body', text, line: 1, heading: null, flattened: false }
    const trace = readTraces([segment]).get(segment)
    expect([trace?.isOver(0), trace?.isOver(text.indexOf('2026-10-14T08:12:00Z'))]).toEqual([true, false])
  })

  test('keeps the lines of a record together', () => {
    const refused = ['2026-10-14T08:12:50Z POST /token 400', '    at exchange (auth.js:5)', '    at login (auth.js:9)']
    expect(readObservations([...refused, ...LOGIN.toReversed()].join('\n')).map(({ line }) => line)).toEqual([
      5, 4, 3, 0,
    ])
  })

  test('keeps what heads it at the top', () => {
    const rows = ['2026-10-14 08:12:42,/token,400', '2026-10-14 08:12:41,/register,201', '2026-10-14 08:12:40,/mcp,401']
    expect(judge(['time,path,status', ...rows]).flow).toMatchObject({ broken: { stage: 'token', line: 1 } })
  })
})

describe('the order of the file is kept', () => {
  const shown = (lines: readonly string[]) => readObservations(lines.join('\n')).map(({ line }) => line)
  const at = (times: readonly string[]) => times.map((time) => `${time} POST /mcp 401`)

  test.each([
    ['all times are equal', at(['10:00:00', '10:00:00', '10:00:00', '10:00:00'])],
    ['no line has a time', ['POST /mcp 401', 'POST /mcp 401', 'POST /mcp 401', 'POST /mcp 401']],
    ['one clock is behind', at(['10:00:03', '10:00:01', '10:00:04', '10:00:02'])],
    ['two logs follow one another', at(['11:00:00', '11:00:01', '10:00:00', '10:00:01'])],
    [
      'the zones differ',
      at(['2026-10-14T10:00:03Z', '2026-10-14T10:00:02', '2026-10-14T10:00:01Z', '2026-10-14T10:00:00']),
    ],
    ['the times go back only once', at(['10:00:01', '10:00:00', '10:00:00', '10:00:00'])],
    [
      'the times are in a document',
      [
        '[',
        ' {"time":"2026-10-14T10:00:03Z", "request":"POST /mcp 401"},',
        ' {"time":"2026-10-14T10:00:02Z", "request":"POST /mcp 401"},',
        ' {"time":"2026-10-14T10:00:01Z", "request":"POST /mcp 401"}',
      ],
    ],
  ])('if %s', (_, lines) => {
    const lineNumbers = shown(lines)
    expect(lineNumbers.length).toBeGreaterThanOrEqual(3)
    expect(lineNumbers).toEqual(lineNumbers.toSorted((a, b) => a - b))
  })
})

/** The records of a trace whose times only go on; null if it has no such times. */
function recordsOf(text: string): readonly (readonly string[])[] | null {
  const records: string[][] = [[]]
  const times: number[] = []
  const layouts = new Set<string>()
  for (const line of text.split('\n')) {
    const time = timeOf(line)
    if (time === null) records.at(-1)?.push(line)
    else {
      records.push([line])
      times.push(time.ms)
      layouts.add(time.layout)
    }
  }
  const steps = times.slice(1).map((time, index) => time - (times[index] as number))
  const isInOrder = layouts.size === 1 && steps.every((it) => it >= 0) && steps.filter((it) => it > 0).length >= 2
  return isInOrder ? records : null
}

describe('every made-up trace with times says the same with its newest record at the top', () => {
  const traces = [...readTraceFiles('failing'), ...readTraceFiles('healthy')].flatMap(({ name, text }) => {
    const [head = [], ...records] = recordsOf(text) ?? []
    return records.length === 0
      ? []
      : [{ name, lines: text.split('\n'), turned: [...head, ...records.toReversed().flat()] }]
  })

  test('which are most of them', () => {
    expect(traces.length).toBeGreaterThan(100)
  })

  test.each(traces.map((it) => [it.name, it] as const))('%s', (_, { lines, turned }) => {
    const brokenIn = (text: readonly string[]) => {
      const { broken } = judge(text).flow
      return broken && { ...broken, line: text[broken.line] }
    }
    expect(brokenIn(turned)).toEqual(brokenIn(lines))
  })
})

describe('the time of a line', () => {
  test.each([
    ['2026-10-14T08:12:40.117Z INFO x', Date.UTC(2026, 9, 14, 8, 12, 40, 117)],
    ['2026-10-14 08:12:40,117 DEBUG x', Date.UTC(2026, 9, 14, 8, 12, 40, 117)],
    ['2026/10/14 08:12:40 [error] x', Date.UTC(2026, 9, 14, 8, 12, 40)],
    ['[2026-10-14T10:12:40+02:00] x', Date.UTC(2026, 9, 14, 8, 12, 40)],
    ['10.0.0.7 - - [14/Oct/2026:08:12:40 -0700] "GET / HTTP/1.1" 200', Date.UTC(2026, 9, 14, 15, 12, 40)],
    ['Oct 14 08:12:40 host sshd: x', Date.UTC(2000, 9, 14, 8, 12, 40)],
    ['{"level":30,"time":1791965560117,"msg":"x"}', 1_791_965_560_117],
    ['{"ts":1791965560.117,"msg":"x"}', 1_791_965_560_117],
    ['[08:12:40.5] x', Date.UTC(2000, 0, 1, 8, 12, 40, 500)],
  ])('is read from %s', (line, ms) => {
    expect(timeOf(line)?.ms).toBeCloseTo(ms, 3)
  })

  test.each(['  at 2026-10-14T08:12:40Z', 'POST /mcp 401', '< date: Wed, 14 Oct 2026 08:12:40 GMT', 'v10:00:000'])(
    'is not read from %s',
    (line) => {
      expect(timeOf(line)).toBeNull()
    },
  )
})
