import { describe, expect, test } from 'vitest'
import { readReleaseNotes } from '../../../src/core/fixes/release-notes.ts'

const REPOSITORY = { owner: 'Acme', repo: 'app' }
const named = (notes: string) => readReleaseNotes({ tag: 'v1.2.3', notes }, REPOSITORY).named

describe('the notes of a release', () => {
  test.each([
    ['#12', [12]],
    ['Fixes #12, closes #15.', [12, 15]],
    ['* refresh the token (#34) by @ann in https://github.com/acme/app/pull/34', [34]],
    ['See https://github.com/Acme/app/issues/19 for more.', [19]],
    ['Fixes [#12](https://github.com/Acme/app/issues/12)', [12]],
    ['fixes Acme/app#16 and GH-17', [16, 17]],
  ])('name the issues in %j', (notes, numbers) => {
    expect(named(notes)).toEqual(numbers)
  })

  test.each([
    'fixes other/repo#17',
    'See https://github.com/other/repo/issues/12.',
    'https://github.com/Acme/app/commit/ab12ab1',
    'Colour &#35; and #fff, step 12, anchor page#12',
    '> #12',
    '```\nfixes #12\n```',
    '#0 and #12a',
  ])('name none in %j', (notes) => {
    expect(named(notes)).toEqual([])
  })

  test('are read up to a limit', () => {
    expect(named(Array.from({ length: 2_000 }, (_, at) => `- #${at + 1}`).join('\n')).length).toBe(500)
  })

  test('have the version of their tag', () => {
    const versionOf = (tag: string) => readReleaseNotes({ tag, notes: '' }, REPOSITORY).version
    expect([versionOf('cli-v1.2.3'), versionOf('nightly')]).toEqual(['1.2.3', null])
  })
})
