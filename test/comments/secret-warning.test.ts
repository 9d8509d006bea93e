import { expect, test } from 'vitest'
import { renderSecretWarning } from '../../src/comments/secret-warning.ts'
import { kindsIn } from '../helpers/markdown.ts'
import { reportOf } from '../helpers/reports.ts'

const SECRET = { kind: 'github-token', segment: 'log', source: 'body', line: 4, live: true } as const

test('nothing is said about personal details and placeholders', () => {
  expect(renderSecretWarning(reportOf({ secrets: [{ ...SECRET, live: false }] }))).toBe('')
})

test('one credential is spoken of as one', () => {
  const warning = renderSecretWarning(reportOf({ secrets: [SECRET, SECRET] }))
  expect(warning).toContain('> - github token, in line 4 of the description\n>\n> Please revoke it first')
})

test('more than five places are counted, not listed', () => {
  const secrets = [1, 2, 3, 4, 5, 6, 7].map((line) => ({ ...SECRET, line }))
  expect(renderSecretWarning(reportOf({ secrets }))).toContain(
    '> - github token, in line 5 of the description\n> - and 2 more\n',
  )
})

test('a file name cannot break out of the warning', () => {
  const warning = renderSecretWarning(reportOf({ secrets: [{ ...SECRET, source: '`\n\n# @octocat <img src=x>' }] }))
  expect(kindsIn(warning)).not.toEqual(expect.arrayContaining(['heading']))
  expect(kindsIn(warning)).not.toEqual(expect.arrayContaining(['html']))
})
