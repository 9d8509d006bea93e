import { expect, test } from 'vitest'
import { renderSecretWarning } from '../../../src/core/comments/secret-warning.ts'
import { kindsIn } from '../../support/markdown.ts'
import { reportOf } from '../../support/reports.ts'

const SECRET = { kind: 'github-token', segment: 'log', source: 'body', line: 4, live: true } as const

test('does not warn about personal details and placeholders', () => {
  expect(renderSecretWarning(reportOf({ secrets: [{ ...SECRET, live: false }] }))).toBe('')
})

test('uses the singular for one credential', () => {
  const warning = renderSecretWarning(reportOf({ secrets: [SECRET, SECRET] }))
  expect(warning).toContain(
    '> - GitHub token, in line 4 of the description. To revoke: https://github.com/settings/tokens\n>\n> Please revoke it first',
  )
})

test("counts a kind's locations after the third", () => {
  const secrets = [1, 2, 3, 4, 5, 6, 7].map((line) => ({ ...SECRET, line }))
  expect(renderSecretWarning(reportOf({ secrets }))).toContain(
    '> - GitHub token, in line 1 of the description, line 2 of the description, line 3 of the description and 4 more places. To',
  )
})

test('names a kind once when it occurs twice', () => {
  const secrets = [SECRET, { ...SECRET, source: 'a.log', line: 9 }]
  expect(renderSecretWarning(reportOf({ secrets }))).toContain(
    '> - GitHub token, in line 4 of the description and line 9 of `a.log`. To',
  )
})

test('counts kinds after the fifth', () => {
  const kinds = ['jwt', 'cookie', 'password', 'npm-token', 'pypi-token', 'figma-token', 'api-key']
  const warning = renderSecretWarning(reportOf({ secrets: kinds.map((kind) => ({ ...SECRET, kind })) }))
  expect(warning.match(/To revoke:/g)).toHaveLength(5)
  expect(warning).toContain('> - and 2 more kinds\n')
})

test('names an unknown kind by its id', () => {
  const warning = renderSecretWarning(reportOf({ secrets: [{ ...SECRET, kind: 'acme-key' }] }))
  expect(warning).toContain('> - acme key, in line 4 of the description\n')
})

test('keeps a hostile file name inside the warning', () => {
  const warning = renderSecretWarning(reportOf({ secrets: [{ ...SECRET, source: '`\n\n# @octocat <img src=x>' }] }))
  expect(kindsIn(warning)).not.toEqual(expect.arrayContaining(['heading']))
  expect(kindsIn(warning)).not.toEqual(expect.arrayContaining(['html']))
})
