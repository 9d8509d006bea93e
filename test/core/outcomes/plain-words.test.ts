import { describe, expect, test } from 'vitest'
import { readPlainWords } from '../../../src/core/outcomes/plain-words.ts'

describe('says that the failure is gone', () => {
  test.each([
    ['Fixed', 'gone'],
    ['Solved, closing this.', 'gone'],
    ['The issue is resolved now, thanks for the help!', 'gone'],
    ['that was it, thanks', 'that-was-it'],
    ['Great, that did the trick. Thank you!', 'that-was-it'],
    ['Works now. That was it.', 'that-was-it'],
    ['Works now, thanks 🎉', 'works'],
    ['It works for me', 'works'],
  ])('%s (%s)', (body, words) => {
    expect(readPlainWords(body)).toEqual({ kind: 'worked', words })
  })
})

describe('says what the report is not about', () => {
  test.each([
    ['not MCP here', 'mcp'],
    ['There is no MCP involved.', 'mcp'],
    ['This is not an auth issue.', 'auth'],
    ['No, this has nothing to do with OAuth.', 'auth'],
    ["It isn't Kubernetes", 'kubernetes'],
  ])('%s', (body, subject) => {
    expect(readPlainWords(body)).toEqual({ kind: 'not-about', subject })
  })
})

describe('says neither', () => {
  test.each([
    ['a negation', 'Still not fixed'],
    ['a denial', 'That was not it'],
    ['a hedge', 'I think that was it'],
    ['a guess', 'Probably not MCP here'],
    ['a question', 'Is it fixed?'],
    ['a question of two words', 'not MCP?'],
    ['a condition', 'If this is fixed, close'],
    ['a limit', 'It works now but only sometimes'],
    ['another client', 'works in Cursor'],
    ['the past', 'It worked yesterday'],
    ['the state of a fix', 'Fixed in #12'],
    ['another thing that was fixed', 'Fixed the typo'],
    ['another failure', 'That was it for the first error; now I get 403'],
    ["somebody else's words", 'Someone said: fixed'],
    ['a quotation', '> Fixed\n\nNo'],
    ['code', '`Fixed`'],
    ['output', 'Fixed\n\n```\nError: 401\n```'],
    ['a part of the subject', 'This is not only an OAuth issue'],
    ['a setting', 'no authentication'],
    ['thanks alone', 'Thanks!'],
    ['nothing', ''],
  ])('because of %s', (_, body) => {
    expect(readPlainWords(body)).toBeNull()
  })

  test('in a long comment, even where one sentence does', () => {
    expect(readPlainWords(`Fixed. ${'The server was on another host than I thought. '.repeat(4)}`)).toBeNull()
  })

  test('in a text that is long enough to cost time', () => {
    const started = performance.now()
    expect(readPlainWords('thanks '.repeat(20_000))).toBeNull()
    expect(readPlainWords('thanks, '.repeat(120))).toBeNull()
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
