import { expect, test } from 'vitest'
import { isNoEvent, onlyNamesFailures } from '../../../src/core/flow/names-of-failures.ts'

test.each([
  'UPDATE refresh_tokens SET revoked = true WHERE expired_at < now()',
  "statement: INSERT INTO failed_logins (reason) VALUES ('invalid_grant')",
  'REFRESH_TOKEN_EXPIRED_ACTION=relogin',
  'errors.invalid_grant = "Your sign-in has expired. Please sign in again."',
  '[info] GET /.well-known/openid-configuration 404 (expected)',
])('%s shows nothing that happened', (line) => {
  expect(isNoEvent(line)).toBe(true)
})

test.each([
  'AuthTest > refresh token is rejected when expired PASSED',
  '✓ refuses an expired token',
  '--- PASS: TestInvalidGrant (0.00s)',
])('%s is the name of a test that passed', (line) => {
  expect(onlyNamesFailures(line)).toBe(true)
})

test.each([
  'refresh failed: token revoked',
  'error=invalid_grant status=400',
  'TestInvalidGrant > refresh token is rejected FAILED',
  'auth.error="invalid_grant" path=/token status=400',
  'could not update the session: access_denied',
])('%s can be a failure', (line) => {
  expect(onlyNamesFailures(line)).toBe(false)
})
