import { expect, test } from 'vitest'
import { cutCode, shortList } from '../../../../src/entrypoints/web/parts/texts.ts'

test.each([
  ['Does `xdg-open` work?', 40, 'Does `xdg-open` work?'],
  [
    'Does `xdg-open https://example.org` (Linux) or `open https://example.org` work?',
    50,
    'Does `xdg-open https://example.org` (Linux) or…',
  ],
  ['Does it work, and what does `gh auth status` print?', 34, 'Does it work, and what does…'],
  ['A single ` is no code', 21, 'A single ` is no code'],
])('%j cut to %i characters has no half of a code', (text, most, cut) => {
  expect(cutCode(text, most)).toBe(cut)
})

test.each([
  [['codex', 'gh'], 20, 'codex, gh'],
  [['codex', 'gh', 'kubectl'], 12, 'codex, gh and 1 more'],
  [['a-product-with-a-long-name', 'gh', 'kubectl'], 12, 'a-product-wi… and 2 more'],
  [[], 10, ''],
])('%j as a list of %i characters says how many are left out', (items, most, list) => {
  expect(shortList(items, most)).toBe(list)
})
