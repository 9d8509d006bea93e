import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { createRateLimiter } from '../../../../src/adapters/github/rate-limiter.ts'
import { classifyRefusal } from '../../../../src/adapters/github/refusal.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { API, ISSUE, issueAnswer, octokitSubject, REF, refusalOf } from '../octokit-subject.ts'

useRecordedReplies()

describe('rate limiting', () => {
  test('waits 1 second between writes and not before reads', async () => {
    nock(API).post(`${ISSUE}/labels`).times(2).reply(200, [])
    nock(API).get(ISSUE).reply(200, issueAnswer())
    const sleeps: number[] = []
    let time = 0
    const sleep = async (ms: number) => {
      sleeps.push(ms)
      time += ms
    }
    const subject = octokitSubject({ rateLimiter: createRateLimiter({ now: () => time, sleep }) })
    await subject.addLabels(REF, ['a'])
    await subject.readIssue(REF)
    expect(sleeps).toEqual([])
    await subject.addLabels(REF, ['b'])
    expect(sleeps).toEqual([1000])
  })
})

describe('refusals', () => {
  const tooFast = { message: 'You have exceeded a secondary rate limit.' }

  test('sends no calls until the wait that GitHub asked for has passed', async () => {
    nock(API).post(`${ISSUE}/comments`).reply(403, tooFast, { 'retry-after': '30' })
    let now = 0
    const subject = octokitSubject({
      rateLimiter: createRateLimiter({ minGapMs: 0, now: () => now, sleep: async () => undefined }),
    })
    await refusalOf(subject.createComment(REF, 'x'))
    now = 10_000
    const refusal = await refusalOf(subject.readIssue(REF))
    expect(classifyRefusal(refusal)).toEqual({ kind: 'rate-limited', retryAfterMs: 20_000, permanent: false })
    nock(API).get(ISSUE).reply(200, issueAnswer())
    now = 30_000
    expect(await subject.readIssue(REF)).toMatchObject({ title: 'T' })
  })

  test('continues after a refusal that is not a rate limit', async () => {
    nock(API).post(`${ISSUE}/comments`).reply(403, { message: 'Resource not accessible by integration' })
    nock(API).get(ISSUE).reply(200, issueAnswer())
    const subject = octokitSubject()
    await refusalOf(subject.createComment(REF, 'x'))
    expect(await subject.readIssue(REF)).toMatchObject({ title: 'T' })
  })

  test('classifies a broken connection as temporary', async () => {
    nock(API).get(ISSUE).replyWithError('socket hang up')
    const refusal = await refusalOf(octokitSubject().readIssue(REF))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'unavailable', permanent: false })
  })
})
