import { describe, expect, test } from 'vitest'
import { classifyRefusal, refusedError } from '../../../src/adapters/github/refusal.ts'

interface Case {
  readonly title: string
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly message?: string
  readonly expected: ReturnType<typeof classifyRefusal>
}

const DATE = 'Fri, 20 Nov 2026 12:00:00 GMT'
const RESET = String(Date.parse(DATE) / 1000 + 90)
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

const limited = (retryAfterMs: number) => ({ kind: 'rate-limited', retryAfterMs, permanent: false }) as const
const final = (kind: 'forbidden' | 'gone' | 'rejected') => ({ kind, retryAfterMs: null, permanent: true })
const passing = (kind: 'unavailable' | 'forbidden', retryAfterMs: number | null = null) => ({
  kind,
  retryAfterMs,
  permanent: false,
})

const CASES: readonly Case[] = [
  { title: '403 with retry-after', status: 403, headers: { 'retry-after': '30' }, expected: limited(30_000) },
  { title: '403 secondary limit without headers', status: 403, message: SECONDARY, expected: limited(60_000) },
  {
    title: '403 with the primary limit exceeded',
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': RESET, date: DATE },
    expected: limited(90_000),
  },
  {
    title: '403 with a reset that has passed',
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1000', date: DATE },
    expected: limited(1000),
  },
  {
    title: '403 with calls left in the primary limit',
    status: 403,
    headers: { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': RESET, date: DATE },
    message: 'Resource not accessible by integration',
    expected: final('forbidden'),
  },
  { title: '429 without headers', status: 429, expected: limited(60_000) },
  {
    title: '429 with an unreadable retry-after',
    status: 429,
    headers: { 'retry-after': 'soon' },
    expected: limited(60_000),
  },
  { title: '403 without any sign of a rate limit', status: 403, expected: final('forbidden') },
  { title: '401', status: 401, expected: passing('forbidden') },
  { title: '404', status: 404, expected: final('gone') },
  { title: '410', status: 410, expected: final('gone') },
  { title: '451', status: 451, expected: final('gone') },
  { title: '301', status: 301, expected: final('gone') },
  { title: '400', status: 400, expected: final('rejected') },
  { title: '422', status: 422, message: 'Validation Failed', expected: final('rejected') },
  { title: '500', status: 500, expected: passing('unavailable') },
  {
    title: '503 with retry-after',
    status: 503,
    headers: { 'retry-after': '5' },
    expected: passing('unavailable', 5000),
  },
  { title: 'no response', expected: passing('unavailable') },
]

function octokitError({ status, headers = {}, message = 'refused' }: Case): Error {
  return Object.assign(new Error(message), { status, response: { status, headers, data: { message } } })
}

describe('classifyRefusal', () => {
  test.each(CASES)('classifies $title', (entry) => {
    expect(classifyRefusal(octokitError(entry))).toEqual(entry.expected)
  })

  test.each(CASES)('classifies $title as the cause of our own error', (entry) => {
    expect(classifyRefusal(refusedError('to comment', octokitError(entry)))).toEqual(entry.expected)
  })

  test.each([undefined, null, 'text', 7, new TypeError('fetch failed')])(
    'classifies %o as a temporary failure',
    (error) => {
      expect(classifyRefusal(error)).toEqual(passing('unavailable'))
    },
  )
})

describe('refusedError', () => {
  test('names the refused action and the status', () => {
    const error = refusedError(
      'to comment on acme/app#1',
      octokitError({ title: '', status: 410, expected: final('gone') }),
    )
    expect(error.message).toBe('GitHub refused to comment on acme/app#1 (status 410, gone).')
  })

  test.each([
    ['a broken connection', new Error('socket hang up')],
    ['Octokit’s error for an unknown host', Object.assign(new Error('getaddrinfo ENOTFOUND'), { status: 500 })],
  ])('reports no response after %s', (_, cause) => {
    expect(refusedError('to read acme/app#1', cause).message).toBe(
      'GitHub did not respond to the request to read acme/app#1.',
    )
  })
})
