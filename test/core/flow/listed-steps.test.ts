import { expect, test } from 'vitest'
import { joinLists } from '../../../src/core/flow/listed-steps.ts'
import { chooseFlow, readTraces } from '../../../src/core/flow/report-flow.ts'
import { readReport } from '../../../src/core/report/read-report.ts'

const LIST = [
  'Steps:',
  '',
  '1. POST /mcp → 401',
  '2. GET /.well-known/oauth-protected-resource → 200',
  '3. the browser opens, I log in',
  '4. POST /token → 200',
  '5. the page says that I can close it',
  '6. POST /mcp → 401 `invalid_token`',
]

const reportOf = (lines: readonly string[]) =>
  readReport({ title: 'Login fails', body: lines.join('\n'), attachments: [] } as never)

test('a list of steps is one login, although some of its items look like lines of a log', () => {
  const flow = chooseFlow(readTraces(reportOf(LIST).segments))
  expect(flow).toMatchObject({
    reached: 'token',
    broken: { stage: 'first-request', status: 401, segment: 'body', line: 8 },
  })
})

test('what a later item of the list cures is cured in an earlier one', () => {
  const cured = [...LIST, '7. I wait a minute', '8. POST /mcp → 200']
  const flow = chooseFlow(readTraces(reportOf(cured).segments))
  expect(flow?.broken).toBeNull()
})

test('the lines of the joined text are those of the source', () => {
  const { segments } = reportOf(LIST)
  const [list] = joinLists(segments.filter(({ kind }) => kind !== 'title')).filter(({ parts }) => parts.length > 1)
  expect(list?.text.split('\n')).toHaveLength(6)
  for (const { segment, start, line } of list?.parts ?? []) {
    expect(list?.text.slice(start, start + segment.text.length)).toBe(segment.text)
    expect(line).toBe(segment.line - 3)
  }
})

test('text around a list, and another list, are texts of their own', () => {
  const two = [...LIST, '', 'The other server:', '', '1. POST /mcp → 401', '2. nothing happens']
  const joined = joinLists(reportOf(two).segments).map(({ parts }) => parts.length)
  expect(joined.filter((it) => it > 1)).toEqual([5, 2])
})
