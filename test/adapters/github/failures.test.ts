import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { applyPlan } from '../../../src/adapters/github/apply-plan.ts'
import { createPermissions, type Feature } from '../../../src/adapters/github/permissions.ts'
import { createRateLimiter } from '../../../src/adapters/github/rate-limiter.ts'
import { classifyRefusal, isNotPermitted } from '../../../src/adapters/github/refusal.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'
import { API, ISSUE, issueAnswer, octokitSubject, REF, refusalOf } from './octokit-subject.ts'

useRecordedReplies()

const FORBIDDEN = { message: 'Resource not accessible by integration' }
const LABEL = { name: 'auth: a', color: 'd93f0b', description: '' }

describe('a temporary failure', () => {
  test.each([500, 502, 503, 504])('is classified as unavailable: %i', async (status) => {
    nock(API).get(ISSUE).reply(status, 'oops')
    expect(classifyRefusal(await refusalOf(octokitSubject().readIssue(REF)))).toMatchObject({
      kind: 'unavailable',
      permanent: false,
    })
  })

  test.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNREFUSED', 'EAI_AGAIN'])(
    'is classified as unavailable: %s',
    async (code) => {
      nock(API)
        .get(ISSUE)
        .replyWithError(Object.assign(new Error(code), { code }))
      expect(classifyRefusal(await refusalOf(octokitSubject().readIssue(REF)))).toMatchObject({
        kind: 'unavailable',
        permanent: false,
      })
    },
  )

  test('is classified as unavailable: a truncated body', async () => {
    nock(API).get(ISSUE).reply(200, '{"title":"T","bo', { 'content-type': 'application/json' })
    expect(classifyRefusal(await refusalOf(octokitSubject().readIssue(REF)))).toMatchObject({
      kind: 'unavailable',
      permanent: false,
    })
  })
})

describe('a rate limit', () => {
  const DATE = 'Fri, 20 Nov 2026 12:00:00 GMT'
  const RESET = String(Date.parse(DATE) / 1000 + 1800)

  test.each([
    ['primary', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': RESET, date: DATE }, 1_800_000],
    ['primary as 429', 429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': RESET, date: DATE }, 1_800_000],
    ['secondary with retry-after', 403, { 'retry-after': '17' }, 17_000],
    ['secondary as 429 with retry-after', 429, { 'retry-after': '17' }, 17_000],
    ['secondary without retry-after', 403, {}, 60_000],
    ['secondary as 429 without retry-after', 429, {}, 60_000],
  ])('holds all of the installation’s calls for as long as GitHub asks: %s', async (_, status, headers, wait) => {
    nock(API).post(`${ISSUE}/comments`).reply(status, { message: 'You have exceeded a secondary rate limit' }, headers)
    const rateLimiter = createRateLimiter({ minGapMs: 0, now: () => 0, sleep: async () => undefined })
    const subject = octokitSubject({ rateLimiter })
    await refusalOf(subject.createComment(REF, 'x'))
    expect(await rateLimiter.heldFor()).toBe(wait)
    expect(classifyRefusal(await refusalOf(subject.readIssue(REF)))).toMatchObject({ retryAfterMs: wait })
  })
})

describe('an expired token', () => {
  function renewing() {
    const renewed: string[] = []
    return { renewed, renewToken: async () => void renewed.push('token') }
  }

  test.each([
    ['a read', () => nock(API).get(ISSUE), 200, issueAnswer()],
    ['a write', () => nock(API).post(`${ISSUE}/comments`), 201, { id: 5 }],
  ] as const)('is renewed once, and %s is sent again', async (what, request, status, body) => {
    request().reply(401, { message: 'Bad credentials' })
    request().reply(status, body)
    const { renewed, renewToken } = renewing()
    const subject = octokitSubject({ renewToken })
    await (what === 'a read' ? subject.readIssue(REF) : subject.createComment(REF, 'x'))
    expect(renewed).toHaveLength(1)
  })

  test('is not renewed twice for one call', async () => {
    nock(API).get(ISSUE).times(2).reply(401, { message: 'Bad credentials' })
    const { renewed, renewToken } = renewing()
    const refusal = await refusalOf(octokitSubject({ renewToken }).readIssue(REF))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'forbidden', permanent: false })
    expect(renewed).toHaveLength(1)
  })

  test('that cannot be renewed fails with GitHub’s refusal of the renewal', async () => {
    nock(API).get(ISSUE).reply(401, { message: 'Bad credentials' })
    const renewToken = async () => {
      throw Object.assign(new Error('This installation has been suspended'), { status: 403 })
    }
    expect(classifyRefusal(await refusalOf(octokitSubject({ renewToken }).readIssue(REF)))).toMatchObject({
      kind: 'forbidden',
      permanent: true,
    })
  })
})

describe('a missing permission', () => {
  const PLAN = { addLabels: [LABEL], removeLabels: [], comment: { kind: 'create', body: 'x' }, suppressed: [] } as const

  function permissions() {
    const reported: Feature[] = []
    const clock = { now: 0 }
    return {
      reported,
      clock,
      permissions: createPermissions({ now: () => clock.now, onSwitchedOff: (feature) => reported.push(feature) }),
    }
  }

  const refuseLabel = () => {
    nock(API).get('/repos/Acme/gateway/labels/auth%3A%20a').reply(403, FORBIDDEN)
  }

  test('for labels does not prevent the comment, and is reported', async () => {
    refuseLabel()
    nock(API).post(`${ISSUE}/comments`).reply(201, { id: 5 })
    expect(await applyPlan(octokitSubject(), REF, PLAN)).toEqual({
      addedLabels: [],
      removedLabels: [],
      comment: { kind: 'created', id: 5 },
      notPermitted: ['labels'],
    })
  })

  test('is retried once an hour and reported once', async () => {
    const { reported, clock, permissions: given } = permissions()
    const subject = octokitSubject({ permissions: given })
    nock(API).post(`${ISSUE}/comments`).reply(403, FORBIDDEN)
    for (let time = 0; time < 3; time++)
      expect(isNotPermitted(await refusalOf(subject.createComment(REF, 'x')))).toBe(true)
    expect(reported).toEqual(['comments'])
    expect(given.switchedOff()).toEqual(['comments'])
    clock.now = 60 * 60 * 1000
    nock(API).post(`${ISSUE}/comments`).reply(201, { id: 5 })
    expect(await subject.createComment(REF, 'x')).toEqual({ id: 5 })
    expect(given.switchedOff()).toEqual([])
  })

  test('that was refused while the clock was a year ahead is retried immediately', async () => {
    const { clock, permissions: given } = permissions()
    const subject = octokitSubject({ permissions: given })
    clock.now = 365 * 24 * 60 * 60 * 1000
    nock(API).post(`${ISSUE}/comments`).reply(403, FORBIDDEN)
    await refusalOf(subject.createComment(REF, 'x'))
    clock.now = 0
    nock(API).post(`${ISSUE}/comments`).reply(201, { id: 5 })
    expect(await subject.createComment(REF, 'x')).toEqual({ id: 5 })
  })

  test('for files is told apart from a file that does not exist', async () => {
    nock(API).get('/repos/Acme/gateway/contents/.github%2Fauth-triage.yml').reply(403, FORBIDDEN)
    const request = { repository: REF, path: '.github/auth-triage.yml' }
    expect(await octokitSubject().readFile(request)).toBe('forbidden')
  })

  test('is not confused with a rate limit', async () => {
    nock(API).post(`${ISSUE}/comments`).reply(403, { message: 'You have exceeded a secondary rate limit' })
    expect(isNotPermitted(await refusalOf(octokitSubject().createComment(REF, 'x')))).toBe(false)
  })
})
