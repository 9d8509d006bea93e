import { expect, test } from 'vitest'
import { renderFlow } from '../../../src/core/comments/flow-section.ts'

test('says how far the login came, and who refused it', () => {
  const broken = {
    stage: 'token',
    side: 'authorization-server',
    status: 400,
    error: null,
    segment: 'body',
    line: 3,
  } as const
  expect(renderFlow({ reached: 'callback', broken })).toBe(
    'The login in the log got as far as the callback. The token exchange got 400 from the authorization server.',
  )
  expect(renderFlow({ reached: null, broken: { ...broken, status: null } })).toBe(
    'The token exchange failed at the authorization server.',
  )
  expect(renderFlow({ reached: null, broken: { ...broken, error: 'invalid_grant' } })).toBe(
    'The token exchange got 400 `invalid_grant` from the authorization server.',
  )
  expect(renderFlow({ reached: null, broken: { ...broken, side: 'unknown', status: null } })).toBe(
    'The token exchange got no answer.',
  )
})

test('says nothing if nothing broke, or no log shows a login', () => {
  expect(renderFlow({ reached: 'call', broken: null })).toBe('')
  expect(renderFlow(null)).toBe('')
})
