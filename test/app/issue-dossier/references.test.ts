import { describe, expect, test } from 'vitest'
import { findReferences } from '../../../src/app/issue-dossier/references.ts'
import { formatRef } from '../../../src/core/issue-ref.ts'
import { hostileTexts } from '../../support/hostile-text.ts'

const HOME = { owner: 'acme', repo: 'app', number: 1 }

function found(text: string) {
  return findReferences(text, HOME, 'github.com').map(({ ref, relation }) => `${relation} ${formatRef(ref)}`)
}

describe('a reference to another issue', () => {
  test.each([
    ['Duplicate of #12', ['duplicate acme/app#12']],
    ['This is the same issue as other/repo#7.', ['duplicate other/repo#7']],
    ['This is not a duplicate of #12, the scope differs', ['not-same acme/app#12']],
    ['It isn’t the same as #12', ['not-same acme/app#12']],
    ['A different failure from GH-9', ['not-same acme/app#9']],
    ['Fixes #3', ['fixes acme/app#3']],
    ['closes: https://github.com/o/r/issues/5', ['fixes o/r#5']],
    ['Regression from https://github.com/acme/app/pull/88#issuecomment-1', ['caused-by acme/app#88']],
    ['Blocked by #4', ['blocked-by acme/app#4']],
    ['Tracked in #6', ['superseded acme/app#6']],
    ['see also #8', ['related acme/app#8']],
    ['#8 has it too', ['mentions acme/app#8']],
    ['Duplicate of #1, #2 and #3', ['duplicate acme/app#1', 'duplicate acme/app#2', 'duplicate acme/app#3']],
    ['[the old one](https://github.com/acme/app/issues/5)', ['mentions acme/app#5']],
    ['| a | b |\n|-|-|\n| fixes #5 | #6 |', ['fixes acme/app#5', 'mentions acme/app#6']],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected))

  test.each([
    ['in code', 'run `git log #12` or\n\n```\n#13\n```'],
    ['on another host', 'https://example.com/acme/app/issues/5'],
    ['in a colour, a channel or a heading', 'color #12ab34, #general, \n# 5 things'],
    ['in another URL', 'https://github.com/acme/app/blob/main/a.md#12'],
    ['with the number 0', '#0'],
  ])('is not found %s', (_, text) => expect(found(text)).toEqual([]))

  test('is limited to 500 per text', () => {
    expect(found(Array.from({ length: 5_000 }, (_, at) => `#${at + 1}`).join(' '))).toHaveLength(500)
  })

  test('is quoted without credentials', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`
    const [reference] = findReferences(`with ${token} see #12`, HOME, 'github.com')
    expect(reference?.words).not.toContain(token)
  })

  test('never causes an error in hostile texts', () => {
    for (const text of hostileTexts(300))
      for (const { ref } of findReferences(text, HOME, 'github.com')) expect(ref.number).toBeGreaterThan(0)
  })
})
