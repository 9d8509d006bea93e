import { describe, expect, test } from 'vitest'
import { readDuplicateOf } from '../../../src/core/feedback/duplicate-phrase.ts'

const REF = { owner: 'acme', repo: 'desktop', number: 7 }
const here = (number: number) => ({ owner: 'acme', repo: 'desktop', number })

describe('a comment marks a duplicate', () => {
  test.each([
    ['Duplicate of #12', here(12)],
    ['duplicate of #12, see there', here(12)],
    ['Duplicate of acme/cli#3.', { owner: 'acme', repo: 'cli', number: 3 }],
    ['Duplicate of https://github.com/acme/cli/issues/3', { owner: 'acme', repo: 'cli', number: 3 }],
    ['\nDuplicate of #12', here(12)],
  ])('when it starts with the phrase: %j', (body, expected) => {
    expect(readDuplicateOf(body, REF)).toEqual(expected)
  })

  test.each([
    ['when the phrase is further down', 'I think this is a duplicate of #12'],
    ['in a quote', '> Duplicate of #12'],
    ['in code', '    Duplicate of #12'],
    ['in a fence', '```\nDuplicate of #12\n```'],
    ['in HTML', '<!-- -->Duplicate of #12'],
    ['when the issue names itself', 'Duplicate of #7'],
    ['when the number is zero', 'Duplicate of #0'],
    ['when a word follows the number', 'Duplicate of #12abc'],
    ['when it names a pull request', 'Duplicate of https://github.com/acme/cli/pull/3'],
  ])('not %s', (_, body) => {
    expect(readDuplicateOf(body, REF)).toBeNull()
  })
})
