import { describe, expect, test } from 'vitest'
import { readTerms } from '../../../src/core/duplicates/terms.ts'

describe('terms', () => {
  test.each([
    ['stems of words', 'Connectors keep disconnecting', ['connector', 'keep', 'disconnect']],
    ['without stop words', 'it is not in the list', ['list']],
    ['an identifier as a whole and in parts', 'readVectored fails', ['readvector', 'read', 'vector', 'fail']],
    ['version numbers as a whole and in parts', 'since 2.0.71', ['sinc', '2.0.71', '2', '0', '71']],
    ['the parts of a path', 'src/auth/token.ts', ['src', 'auth', 'token', 'ts']],
    ['empty for an empty text', '', []],
  ])('are %s', (_title, text, expected) => {
    expect(readTerms(text, 100)).toEqual(expected)
  })

  test('leave out runs that are too long to be words', () => {
    expect(readTerms(`key ${'a1'.repeat(60)} end`, 100)).toEqual(['kei', 'end'])
  })

  test('are limited to the requested number', () => {
    expect(readTerms('alpha beta gamma delta', 2)).toEqual(['alpha', 'beta'])
  })

  test('are read from only part of a megabyte of text without spaces', () => {
    expect(readTerms('x'.repeat(1_000_000), 10)).toEqual([])
  })
})
