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
    ['README: the sample is outdated', 'Please update it.\n\n```\nnpm error code ENEEDAUTH\n```'],
    ['The server takes plain verifiers', 'It accepts them from everybody. Severity: medium.'],
    ['Remind me before a token expires', 'It would be great to get a mail.'],
    ['ci: credentials after the rename', 'Any login would fail with `AADSTS700213` at the next tag.'],
    ['Test the branch for a revoked token', 'No test reaches it, says codecov.'],
  ])('%s', (title, body) => {
    expect(isRequestOnly(purpose(title, body))).toBe(true)
  })
})

describe('a refusal that was provoked to show something else', () => {
  test.each([
    ['Memory grows', 'Send a request with a deliberately broken token, 10,000 times.'],
    ['Toast has the wrong colour', 'Type a bad password three times. It is green.'],
    ['Retry loop ignores Retry-After', 'We intentionally send requests with a revoked token.'],
    ['The counter stays 0', 'On purpose, the key here is an expired key.\n\n```\nError: 401\n```'],
    ['Retries have no limit', 'Request the report with an expired token.'],
    ['A connection leaks', 'The negative test prints `password authentication failed`.'],
    ['Exit code 0', '### Steps to reproduce\n\n1. Revoke the token\n2. Run `tide status`'],
  ])('%s', (title, body) => {
    expect(purpose(title, body).request).toContain('provoked')
    expect(isRequestOnly(purpose(title, body))).toBe(true)
  })

  test.each([
    ['I cannot log in', 'I get the same with a wrong password on purpose.'],
    ['Key is refused', 'Every request shows `401 Invalid API Key`.'],
    ['Servers deliberately have no OAuth', 'Both point at different workspaces on purpose.'],
  ])('not: %s', (title, body) => {
    expect(isRequestOnly(purpose(title, body))).toBe(false)
  })
})

describe('a failure, whatever else the report asks for', () => {
  test.each([
    [
      'Feature request: allow any branch',
      '### Any log messages given by the failure\n\n`AADSTS70021: No matching federated identity record found`',
    ],
    ['Token runs out after an hour', '## Summary\n\nIt ends.\n\n## Impact\n\nPlease add a refresh.'],
    ['[BUG] Wrong redirect', '### What is the severity of this bug?\n\nSeverity 2\n\n### Impact\n\nAll users.'],
    ['[Question]: Login with Keycloak', 'After it the login page comes again.'],
    ['Please support this', 'Since Monday the board is dead for everybody.'],
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

test("the form's own question is no wish", () => {
  const asked = '**Is your feature request related to a problem? Please describe.**\nEach run stops.'
  expect(purpose('Title', asked).request).not.toContain('words')
})

test('a line that only a program writes is output without a fence, too', () => {
  expect(purpose('Title', 'They get\n\nAADSTS50105: The user is not assigned.').failure).toContain('output')
  expect(purpose('Title', 'They get AADSTS50105: see below.').failure).not.toContain('output')
  expect(purpose('Title', '> AADSTS50105: The user is not assigned.').failure).not.toContain('output')
})

test('an error line under a proposal is no run of the reporter', () => {
  const log = '```\nError: 401 Unauthorized\n```'
  expect(purpose('Title', `### Actual\n\n${log}`).failure).toContain('output')
  expect(purpose('Title', `### Proposed solution\n\n${log}`).failure).not.toContain('output')
})

test('reads a bounded part of a long text', () => {
  expect(purpose('Title', `${'word '.repeat(3_000)} I get an error`).failure).not.toContain('words')
})
