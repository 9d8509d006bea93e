import { describe, expect, test } from 'vitest'
import { isRequestOnly, purposeOf } from '../../../src/core/report/purpose.ts'
import { readReport } from '../../../src/core/report/read-report.ts'

const purpose = (title: string, body: string) => purposeOf(readReport({ title, body, attachments: [] }))

describe('a request', () => {
  test.each([
    ['Add a way to choose the profile', 'Named profiles would help.'],
    ['[FEATURE] Show the reason of a refused key', '### Proposed solution\n\nPrint the body.'],
    ['feat(auth): rotate the signing key', ''],
    ['Support several accounts', '## Motivation\n\nWe have two teams.'],
    ['Better message for an expired login', 'Please say that it is expired.'],
    ['Plain PKCE is accepted', '**Severity:** medium\n\n**Recommendation:** accept S256 only.'],
    ['Enforce the audience of tokens', 'An attacker could reuse a token of another service.'],
    ['docs: explain the device flow', ''],
    ['The server takes plain verifiers', 'It accepts them from everybody. Severity: medium.'],
    ['Remind me before a token expires', 'It would be great to get a mail.'],
    ['Test the branch for a revoked token', 'No test reaches it, says codecov.'],
  ])('%s', (title, body) => {
    expect(isRequestOnly(purpose(title, body))).toBe(true)
  })
})

describe('a failure, whatever else the report asks for', () => {
  test.each([
    ['Login fails since 2.3', 'I get a 401 on every call.'],
    [
      'Should work for any branch',
      'Builds are failing.\n\n```\nError: AADSTS700213: No matching federated identity record found\n```',
    ],
    ['Support Entra in the registry', '### Steps to reproduce\n\nIt fails with an error.\n\n```\nError: 400\n```'],
    ['Cannot sign in', 'The page does not work.'],
    ['Docker push refused', '```\ndenied: requested access to the resource is denied\n```'],
    ['Keeps asking for a login', 'It keeps asking.'],
    ['Please fix the login', "I can't log in. I tried three browsers."],
    ['Token error after upgrading', 'It worked before.'],
  ])('%s', (title, body) => {
    expect(isRequestOnly(purpose(title, body))).toBe(false)
  })
})

test('an error line under a proposal is no run of the reporter', () => {
  const log = '```\nError: 401 Unauthorized\n```'
  expect(purpose('Title', `### Actual\n\n${log}`).failure).toContain('output')
  expect(purpose('Title', `### Proposed solution\n\n${log}`).failure).not.toContain('output')
})

test('reads a bounded part of a long text', () => {
  expect(purpose('Title', `${'word '.repeat(3_000)} I get an error`).failure).not.toContain('words')
})
