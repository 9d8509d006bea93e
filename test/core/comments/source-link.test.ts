import { expect, test } from 'vitest'
import { sourceLink } from '../../../src/core/comments/source-link.ts'
import { kindsIn } from '../../support/markdown.ts'

test.each([
  ['https://example.com/a', '[source](https://example.com/a)'],
  ['https://github.com/o/r/issues/1', '[source](https://redirect.github.com/o/r/issues/1)'],
  ['https://www.GitHub.com/o/r/pull/1', '[source](https://redirect.github.com/o/r/pull/1)'],
  ['https://example.com/a(b)?c=%20d', '[source](https://example.com/a%28b%29?c=%20d)'],
])('links to %s without a backlink there', (url, expected) => {
  expect(sourceLink(url)).toBe(expected)
  expect(kindsIn(expected)).toEqual(['link', 'paragraph', 'root', 'text'])
})

test('accepts half a surrogate pair in a URL', () => {
  expect(sourceLink('https://example.com/\ud800')).toBe('[source](https://example.com/%EF%BF%BD)')
})
