import { describe, expect, test } from 'vitest'
import { TriageError } from '../../../src/core/errors.ts'
import { hasSignature, parseCorpus } from '../../../src/core/evaluation/corpus.ts'
import { packOf, signatureOf } from '../../support/signatures.ts'

const GOOD = '{"id":"a","title":"T","body":"B","expected":"missing-scope"}'

test('parses a line into a labelled report, with defaults for optional fields', () => {
  const full =
    '{"id":"b","title":"T","body":"B","attachments":[{"name":"a.log","text":"x"}],"expected":"not-auth","also":["auth-other"],"confidence":"high"}'
  expect(parseCorpus(`${full}\n{"id":"c","expected":"auth-other","body":null}\n`, 'c.jsonl')).toEqual([
    {
      id: 'b',
      issue: { title: 'T', body: 'B', attachments: [{ name: 'a.log', text: 'x' }] },
      expected: 'not-auth',
      also: ['auth-other'],
    },
    { id: 'c', issue: { title: '', body: null, attachments: [] }, expected: 'auth-other', also: [] },
  ])
})

test.each(['', '\n', '\n\n  \n'])('%j contains no reports', (text) => {
  expect(parseCorpus(text, 'c.jsonl')).toEqual([])
})

test('accepts Windows line endings and empty lines', () => {
  expect(parseCorpus(`${GOOD}\r\n\r\n${GOOD}\r\n`, 'c.jsonl')).toHaveLength(2)
})

describe('a malformed line is reported', () => {
  test.each([
    ['not JSON', 'not json'],
    ['truncated', '{"id":"a"'],
    ['not an object', '[]'],
    ['no id', '{"expected":"missing-scope"}'],
    ['no expected answer', '{"id":"a","title":"T"}'],
    ['a number for an answer', '{"id":"a","expected":1}'],
    ['a text for `also`', '{"id":"a","expected":"not-auth","also":"auth-other"}'],
    ['an attachment without text', '{"id":"a","expected":"not-auth","attachments":[{"name":"x"}]}'],
  ])('%s', (_, line) => {
    const parse = () => parseCorpus(`${GOOD}\n\n${line}\n${GOOD}`, 'some.jsonl')
    expect(parse).toThrow(TriageError)
    expect(parse).toThrow('some.jsonl:3 is not a labelled report.')
  })

  test('with the expected format and the cause', () => {
    try {
      parseCorpus('{}', 'some.jsonl')
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'malformed-report', hint: expect.stringContaining('`expected`') })
      expect((error as TriageError).cause).toBeDefined()
    }
  })
})

test.each([
  ['missing-scope', true],
  ['auth-other', false],
  ['not-auth', false],
])('%s is a signature: %s', (expected, answer) => {
  const [report] = parseCorpus(`{"id":"a","expected":"${expected}"}`, 'c.jsonl')
  expect(hasSignature(report!, packOf(signatureOf('missing-scope')))).toBe(answer)
})

describe('labels', () => {
  const pack = packOf(signatureOf('missing-scope'))
  const line = (expected: string, also: readonly string[] = []) => JSON.stringify({ id: 'a', expected, also })

  test.each(['missing-scope', 'auth-other', 'not-auth', 'kube-login-refused'])('%s is a label', (expected) => {
    expect(parseCorpus(line(expected), 'c.jsonl', pack)).toHaveLength(1)
  })

  test('that are misspelt are refused with their line', () => {
    const text = [line('missing-scope'), line('mising-scope')].join('\n')
    expect(() => parseCorpus(text, 'c.jsonl', pack)).toThrow(
      /^c\.jsonl:2 is not a labelled report\. `mising-scope` is no label/,
    )
  })

  test('that are misspelt in `also` are refused, too', () => {
    expect(() => parseCorpus(line('auth-other', ['nothing']), 'c.jsonl', pack)).toThrow(/`nothing` is no label/)
  })
})
