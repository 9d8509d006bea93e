import nock from 'nock'
import { ProbotOctokit } from 'probot'
import { describe, expect, test } from 'vitest'
import { classifyRefusal } from '../../../../src/adapters/github/refusal.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { API, ISSUE, octokitSubject, REF, refusalOf } from '../octokit-subject.ts'

const LABEL = { name: 'auth: missing scope', color: 'd93f0b', description: 'The token lacks a scope.' }

useRecordedReplies()

describe('labels', () => {
  const path = '/repos/Acme/gateway/labels'
  const one = `${path}/auth%3A%20missing%20scope`

  test('reads a label once and creates it with its colour and description', async () => {
    nock(API).get(one).reply(404, { message: 'Not Found' })
    nock(API).post(path, LABEL).reply(201, LABEL)
    const subject = octokitSubject()
    await subject.ensureLabel(REF, LABEL)
    await subject.ensureLabel({ ...REF, owner: 'acme', number: 8 }, LABEL)
  })

  test('creates a label once for concurrent calls', async () => {
    nock(API).get(one).reply(404, { message: 'Not Found' })
    nock(API).post(path, LABEL).reply(201, LABEL)
    const subject = octokitSubject()
    await Promise.all([7, 8, 9].map((number) => subject.ensureLabel({ ...REF, number }, LABEL)))
  })

  test('reads a label again after a failure', async () => {
    const subject = octokitSubject()
    nock(API).get(one).reply(502, {})
    await refusalOf(subject.ensureLabel(REF, LABEL))
    nock(API).get(one).reply(200, LABEL)
    await subject.ensureLabel(REF, LABEL)
  })

  test('succeeds when another client creates the label first', async () => {
    const errors = [{ resource: 'Label', code: 'already_exists', field: 'name' }]
    nock(API).get(one).reply(404, { message: 'Not Found' })
    nock(API).post(path).reply(422, { message: 'Validation Failed', errors })
    await expect(octokitSubject().ensureLabel(REF, LABEL)).resolves.toBeUndefined()
  })

  test('reports a label that GitHub finds invalid', async () => {
    const errors = [{ resource: 'Label', code: 'invalid', field: 'name' }]
    nock(API).get(one).reply(404, { message: 'Not Found' })
    nock(API).post(path).reply(422, { message: 'Validation Failed', errors })
    nock(API).get(one).reply(404, { message: 'Not Found' })
    expect(classifyRefusal(await refusalOf(octokitSubject().ensureLabel(REF, LABEL)))).toMatchObject({
      kind: 'rejected',
    })
  })

  test('adds labels with POST, which never replaces any', async () => {
    nock(API)
      .post(`${ISSUE}/labels`, { labels: ['a', 'b'] })
      .reply(200, [])
    await octokitSubject().addLabels(REF, ['a', 'b'])
  })

  test('sends nothing when there is no label to add', async () => {
    await expect(octokitSubject().addLabels(REF, [])).resolves.toBeUndefined()
  })

  test('succeeds when the label to remove is absent', async () => {
    nock(API).delete(`${ISSUE}/labels/a%2Fb`).reply(404, { message: 'Label does not exist' })
    await expect(octokitSubject().removeLabel(REF, 'a/b')).resolves.toBeUndefined()
  })
})

describe('comments', () => {
  test('classifies a body that is too long as permanently rejected', async () => {
    const errors = [{ resource: 'IssueComment', code: 'unprocessable', field: 'data' }]
    nock(API).post(`${ISSUE}/comments`).reply(422, { message: 'Validation Failed', errors })
    const refusal = await refusalOf(octokitSubject().createComment(REF, 'x'))
    expect(classifyRefusal(refusal)).toEqual({ kind: 'rejected', retryAfterMs: null, permanent: true })
  })

  test.each([301, 307, 308])('does not follow a %i to another repository', async (status) => {
    nock(API)
      .post(`${ISSUE}/comments`)
      .reply(status, {}, { location: `${API}/repositories/99/issues/3/comments` })
    const refusal = await refusalOf(octokitSubject().createComment(REF, 'x'))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'gone', permanent: true })
  })

  test('never retries a comment, even with a client that retries', async () => {
    let requests = 0
    const response = () => {
      requests += 1
      return [502, 'Bad gateway']
    }
    nock(API).post(`${ISSUE}/comments`).times(2).optionally().reply(response)
    const octokit = new ProbotOctokit({ auth: { token: 'token' }, throttle: { enabled: false } })
    const refusal = await refusalOf(octokitSubject({ octokit }).createComment(REF, 'x'))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'unavailable', permanent: false })
    expect(requests).toBe(1)
  })
})

describe('a reaction', () => {
  const path = '/repos/Acme/gateway/issues/comments/9/reactions'

  test('is added to the comment', async () => {
    nock(API).post(path, { content: 'confused' }).reply(201, { id: 1, content: 'confused' })
    await octokitSubject().react(REF, 9, 'confused')
  })

  test('succeeds for a deleted comment', async () => {
    nock(API).post(path).reply(404, { message: 'Not Found' })
    await expect(octokitSubject().react(REF, 9, '+1')).resolves.toBeUndefined()
  })
})

describe('the role of an account', () => {
  const path = '/repos/Acme/gateway/collaborators/ann/permission'

  test.each([
    ['the role that GitHub returns', { permission: 'write', role_name: 'maintain' }, 'maintain'],
    ['the standard role behind a custom role', { permission: 'read', role_name: 'guest' }, 'read'],
  ])('is %s', async (_, response, role) => {
    nock(API).get(path).reply(200, response)
    expect(await octokitSubject().roleOf(REF, 'ann')).toBe(role)
  })

  test('is `none` for an unknown account', async () => {
    nock(API).get(path).reply(404, { message: 'Not Found' })
    expect(await octokitSubject().roleOf(REF, 'ann')).toBe('none')
  })
})
