import { describe, expect, test } from 'vitest'
import { readTerms } from '../../../src/core/duplicates/terms.ts'

describe('terms', () => {
  test.each([
    ['stems of words', 'Connectors keep disconnecting', ['connector', 'keep', 'disconnect']],
    ['without words that say nothing', 'it is not in the list', ['list']],
    ['the parts of an identifier besides the whole', 'readVectored fails', ['readvector', 'read', 'vector', 'fail']],
    ['version numbers as a whole and in parts', 'since 2.0.71', ['sinc', '2.0.71', '2', '0', '71']],
    ['the parts of a path', 'src/auth/token.ts', ['src', 'auth', 'token', 'ts']],
    ['nothing of an empty text', '', []],
  ])('are %s', (_title, text, expected) => {
    expect(readTerms(text, 100)).toEqual(expected)
  })

  test('leave out runs that are too long to be words', () => {
    expect(readTerms(`key ${'a1'.repeat(60)} end`, 100)).toEqual(['kei', 'end'])
  })

  test('are no more than asked for', () => {
    expect(readTerms('alpha beta gamma delta', 2)).toEqual(['alpha', 'beta'])
  })

  test('read a megabyte without a space in no time that grows with it', () => {
    expect(readTerms('x'.repeat(1_000_000), 10)).toEqual([])
  })
})
