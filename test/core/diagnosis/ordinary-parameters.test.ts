import { expect, test } from 'vitest'
import { isOrdinaryParameter } from '../../../src/core/diagnosis/ordinary-parameters.ts'
import { segmentOf } from '../../support/packs.ts'

/** Whether the passage between « and » is an ordinary parameter. */
function isOrdinary(marked: string): boolean {
  const start = marked.indexOf('«')
  const end = marked.indexOf('»') - 1
  return isOrdinaryParameter({ segment: segmentOf(marked.replace(/[«»]/g, '')), start, end })
}

test.each([
  'https://id.example/login?client_id=a&«scope=openid»',
  'GET /authorize?prompt=consent&scope=«offline_access»&state=1 302',
  'It opens `https://id.example/x?response_type=code&«code_challenge»=abc`, which is too small.',
  'https://id.example/login?client_id=a«&scope=openid»',
])('a parameter of an authorization request: %s', (text) => {
  expect(isOrdinary(text)).toBe(true)
})

test.each([
  ['in which the server says what failed', 'https://app.example/?client_id=a&error_description=«scope=openid»'],
  ['in words', 'The client_id is known, «offline_access» is not.'],
  ['of another request', 'https://app.example/callback?«scope=openid»&code=1'],
  ['in the path', 'https://id.example/«openid»/login?client_id=a'],
  ['and words', 'https://id.example/login?client_id=a&«scope=openid is refused»'],
])('not one %s', (_, text) => {
  expect(isOrdinary(text)).toBe(false)
})
