import { describe, expect, test } from 'vitest'
import { mailLogins } from '../../../../src/core/flow/readers/mail-logins.ts'

function read(...lines: readonly string[]) {
  const readLine = mailLogins.begin()
  return lines.flatMap((line) => readLine(line))
}

describe('a login with a token at a mail server', () => {
  test.each([
    ['IMAP', '5> a1 AUTHENTICATE XOAUTH2 [redacted:token]', '5< a1 NO [AUTHENTICATIONFAILED] Invalid credentials'],
    ['SMTP', 'C: AUTH OAUTHBEARER [redacted:token]', 'S: 535 5.7.8 Username and Password not accepted'],
    ['POP3', 'AUTH XOAUTH2 [redacted:token]', '-ERR [AUTH] invalid token'],
  ])('is refused by %s', (_, sent, answer) => {
    expect(read(sent, answer)).toMatchObject([{ stage: 'first-request', outcome: 'failed' }])
  })

  test.each([
    ['IMAP', 'a1 AUTHENTICATE XOAUTH2 [redacted:token]', 'a1 OK Success'],
    ['SMTP', 'AUTH XOAUTH2 [redacted:token]', '235 2.7.0 Accepted'],
    ['POP3', 'AUTH XOAUTH2 [redacted:token]', '+OK Welcome.'],
  ])('is accepted by %s', (_, sent, answer) => {
    expect(read(sent, answer)).toMatchObject([{ stage: 'call', outcome: 'passed' }])
  })
})

test('answers to other commands are not read', () => {
  expect(read('a1 LOGIN mara [redacted:password]', 'a1 NO [AUTHENTICATIONFAILED] Invalid credentials')).toEqual([])
})

test('an answer counts once', () => {
  expect(read('a1 AUTHENTICATE XOAUTH2 x', 'a1 OK Success', 'a2 NO [NONEXISTENT] Unknown mailbox')).toHaveLength(1)
})
