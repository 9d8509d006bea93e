import { describe, expect, test } from 'vitest'
import { labelsOfPack, parseLabelledIssues, parseMapping } from '../../../src/core/evaluation/corpus.ts'
import { parseStream } from '../../../src/core/evaluation/duplicate-corpus.ts'
import { isIssueList, parseIssueList } from '../../../src/core/evaluation/issue-list.ts'
import { packOf, signatureOf } from '../../support/signatures.ts'

const LIST = JSON.stringify([
  {
    number: 7,
    title: 'No login',
    body: 'It fails',
    labels: [{ name: 'auth: missing scope' }],
    createdAt: '2026-03-01T10:00:00Z',
    state: 'OPEN',
  },
  { number: 8, title: 'Blue', body: null, labels: [{ name: 'ui' }, { name: 'bug' }] },
  { number: 9, title: 'Both', body: '', labels: [{ name: 'ui' }, { name: 'auth: missing scope' }] },
])

test('is told from JSON Lines by its first character', () => {
  expect(isIssueList(` \n${LIST}`)).toBe(true)
  expect(isIssueList('{"id":"a"}\n{"id":"b"}')).toBe(false)
})

describe('as labelled reports', () => {
  const pack = packOf(signatureOf('missing-scope'))

  test("uses the labels of the pack's signatures, and leaves out issues without one", () => {
    const reports = parseLabelledIssues(LIST, 'issues.json', labelsOfPack(pack))
    expect(reports.map(({ id, expected }) => [id, expected])).toEqual([
      ['#7', 'missing-scope'],
      ['#9', 'missing-scope'],
    ])
  })

  test('uses a mapping; the first mapped label is the answer, and others are accepted', () => {
    const mapping = parseMapping('{"ui": "not-auth", "auth: missing scope": "missing-scope"}', 'labels.json')
    const reports = parseLabelledIssues(LIST, 'issues.json', mapping)
    expect(reports.map(({ id, expected, also }) => [id, expected, also])).toEqual([
      ['#7', 'missing-scope', []],
      ['#8', 'not-auth', []],
      ['#9', 'not-auth', ['missing-scope']],
    ])
  })
})

test('as a stream of reports, has ids that end in the number, and the date', () => {
  expect(parseStream(LIST, 'issues.json').map(({ id, createdAt }) => [id, createdAt])).toEqual([
    ['#7', Date.parse('2026-03-01T10:00:00Z')],
    ['#8', 0],
    ['#9', 0],
  ])
})

test('as a stream of reports, keeps the author and the state', () => {
  const closed = {
    author: { login: 'ada' },
    state: 'CLOSED',
    stateReason: 'NOT_PLANNED',
    closedAt: '2026-03-02T00:00:00Z',
  }
  const list = [
    { number: 1, title: 'a', ...closed },
    { number: 2, title: 'b', author: null, state: 'OPEN', closedAt: null },
  ]
  expect(parseStream(JSON.stringify(list), 'issues.json').map(({ facts }) => facts)).toEqual([
    { author: 'ada', open: false, closedAt: Date.parse('2026-03-02T00:00:00Z'), closedAs: 'not_planned' },
    { author: '', open: true, closedAt: null, closedAs: null },
  ])
})

test.each([
  ['[', 'issues.json cannot be read: it is not a JSON array of issues.'],
  ['[{"number":1,"title":"a"},{"number":2}]', 'issues.json cannot be read: issue 2 is incomplete.'],
])('%s is refused', (text, message) => {
  expect(() => parseIssueList(text, 'issues.json')).toThrow(message)
})

test.each(['[]', '{"a": 1}', 'no'])('the mapping %s is refused', (text) => {
  expect(() => parseMapping(text, 'labels.json')).toThrow('labels.json is not a mapping of labels.')
})
