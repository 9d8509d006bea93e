import { expect, test } from 'vitest'
import { renderFlow } from '../../../src/core/comments/flow-section.ts'
import type { ReportedFlow } from '../../../src/core/flow/report-flow.ts'
import { evidenceOf, reportOf } from '../../support/reports.ts'

const broken = {
  stage: 'token',
  side: 'authorization-server',
  status: 400,
  error: null,
  segment: 'body',
  line: 3,
} as const
const quoted = evidenceOf({ source: 'body', line: 3 })

function render(flow: ReportedFlow | null): string {
  return renderFlow({ report: reportOf(), diagnosis: { flow } }, quoted)
}

test('says in marks and in words which stages passed, which one broke, and that none came after it', () => {
  expect(render({ reached: 'callback', broken })).toBe(
    'Login: `✓✓✓✓✓✓✗···` passed up to the callback, **the token exchange** got 400 from the authorization server, later stages not reached.',
  )
  expect(render({ reached: null, broken })).toBe(
    'Login: `······✗···` **the token exchange** got 400 from the authorization server, later stages not reached.',
  )
})

test('says nothing of later stages if there are none, or if the login got past the broken one', () => {
  expect(render({ reached: 'first-request', broken: { ...broken, stage: 'call' } })).toBe(
    'Login: `✓✓✓✓✓✓✓✓·✗` passed up to the first request with the token, **a call with the token** got 400 from the authorization server.',
  )
  expect(render({ reached: 'call', broken: { ...broken, stage: 'refresh' } })).toBe(
    'Login: `✓✓✓✓✓✓✓✓✗✓` passed up to a call with the token, **the token refresh** got 400 from the authorization server.',
  )
})

test('does not say that the broken stage passed', () => {
  expect(render({ reached: 'call', broken: { ...broken, stage: 'call' } })).toBe(
    'Login: `✓✓✓✓✓✓✓✓✓✗` **a call with the token** got 400 from the authorization server.',
  )
})

test('says who refused the login, and why', () => {
  expect(render({ reached: null, broken: { ...broken, status: null } })).toContain(
    '**the token exchange** failed at the authorization server,',
  )
  expect(render({ reached: null, broken: { ...broken, error: 'invalid_grant' } })).toContain(
    '**the token exchange** got 400 `invalid_grant` from the authorization server,',
  )
  expect(render({ reached: null, broken: { ...broken, side: 'unknown', status: null } })).toContain(
    '**the token exchange** got no answer,',
  )
})

test('locates the line that ended the login unless the comment quotes it', () => {
  const flow = { reached: null, broken: { ...broken, line: 12 } }
  expect(render(flow)).toContain('got 400 from the authorization server in line 12 of the description, later')
  expect(renderFlow({ report: reportOf(), diagnosis: { flow } })).toContain('in line 12 of the description')
})

test('says nothing if nothing broke, or no log shows a login', () => {
  expect(render({ reached: 'call', broken: null })).toBe('')
  expect(render(null)).toBe('')
})

test('shows the attempt that broke, not an earlier one that came further', () => {
  expect(render({ reached: 'token', broken: { ...broken, stage: 'client-id' } })).toBe(
    'Login: `✓✓✓✗······` **client registration** got 400 from the authorization server, later stages not reached.',
  )
})
