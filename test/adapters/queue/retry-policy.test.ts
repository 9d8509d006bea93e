import { describe, expect, test } from 'vitest'
import {
  afterFailure,
  PermanentFailure,
  type RetryPolicy,
  retryDelay,
} from '../../../src/adapters/queue/retry-policy.ts'

const POLICY: RetryPolicy = { retryDelays: [1000, 4000], maxAttempts: 3, random: () => 0 }

describe('afterFailure', () => {
  test('retries later, with the error as the reason', () => {
    const failure = afterFailure({ error: new TypeError('no route'), attempt: 1, now: 10_000 }, POLICY)
    expect(failure).toEqual({ kind: 'retry', reason: 'TypeError: no route', dueAt: 10_500 })
  })

  test('parks after the last attempt, with the count and the last error', () => {
    const failure = afterFailure({ error: new Error('no route'), attempt: 3, now: 10_000 }, POLICY)
    expect(failure).toEqual({ kind: 'park', reason: 'gave up after 3 attempts: Error: no route' })
  })

  test('parks immediately when the failure is permanent', () => {
    const failure = afterFailure({ error: new PermanentFailure('not JSON'), attempt: 1, now: 10_000 }, POLICY)
    expect(failure).toEqual({ kind: 'park', reason: 'PermanentFailure: not JSON' })
  })

  test('reads the `permanent` flag of any error', () => {
    const error = Object.assign(new Error('gone'), { permanent: true })
    expect(afterFailure({ error, attempt: 1, now: 10_000 }, POLICY)).toMatchObject({ kind: 'park' })
  })

  test.each([
    ['longer than the delay', 60_000, 70_000],
    ['shorter than the delay', 10, 10_500],
    ['not a number', 'soon', 10_500],
    ['infinite', Number.POSITIVE_INFINITY, 10_500],
  ])('applies the wait that the remote side asked for: %s', (_, retryAfterMs, dueAt) => {
    const error = Object.assign(new Error('slow down'), { retryAfterMs })
    expect(afterFailure({ error, attempt: 1, now: 10_000 }, POLICY)).toMatchObject({ kind: 'retry', dueAt })
  })

  test('waits at most 6 hours', () => {
    const error = Object.assign(new Error('slow down'), { retryAfterMs: 1e12 })
    const sixHours = 6 * 60 * 60 * 1000
    expect(afterFailure({ error, attempt: 1, now: 0 }, POLICY)).toMatchObject({ kind: 'retry', dueAt: sixHours })
  })

  test.each([undefined, null, 7, Symbol('x'), Object.create(null)])('handles a thrown %o', (error) => {
    expect(afterFailure({ error, attempt: 1, now: 10_000 }, POLICY)).toMatchObject({
      kind: 'retry',
      reason: 'a value that is not an error was thrown',
    })
  })

  test('truncates the reason to 300 characters', () => {
    const failure = afterFailure({ error: new Error('x'.repeat(100_000)), attempt: 1, now: 0 }, POLICY)
    expect(failure.reason).toHaveLength(300)
  })
})

describe('retryDelay', () => {
  test.each([
    [1, 0, 500],
    [1, 0.5, 750],
    [1, 0.999999, 1000],
    [2, 0, 2000],
    [9, 0, 2000],
  ])('after failure %i with the random number %f waits %i ms', (failures, random, ms) => {
    expect(retryDelay(failures, { retryDelays: [1000, 4000], random: () => random })).toBe(ms)
  })

  test('does not wait when no delays are listed', () => {
    expect(retryDelay(1, { retryDelays: [], random: () => 0 })).toBe(0)
  })
})
