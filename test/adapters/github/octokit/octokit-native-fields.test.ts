import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { API, ISSUE, octokitSubject, REF, refusalOf } from '../octokit-subject.ts'

useRecordedReplies()

const VERSION = ['x-github-api-version', '2026-03-10'] as const
const DETAILS = { rationale: 'The badge is gone', confidence: 'high', suggest: true } as const
const suggestion = (fields: object) => ({ id: 1, state: 'pending', target_id: null, target_value: null, ...fields })
const list = () =>
  nock(API)
    .get(`${ISSUE}/suggestions`)
    .query({ state: 'all', per_page: '100' })
    .matchHeader(...VERSION)

describe('a label', () => {
  test('is suggested with exactly this body', async () => {
    const body = { labels: [{ name: 'auth', rationale: 'The badge is gone', confidence: 'high', suggest: true }] }
    nock(API)
      .post(`${ISSUE}/labels`, body)
      .matchHeader(...VERSION)
      .reply(200, [])
    expect(await octokitSubject().explainLabels(REF, ['auth'], DETAILS)).toBe('sent')
  })

  test('is added with a reason with exactly this body', async () => {
    const body = { labels: [{ name: 'auth', rationale: 'The badge is gone', confidence: 'low' }] }
    nock(API)
      .post(`${ISSUE}/labels`, body)
      .matchHeader(...VERSION)
      .reply(200, [])
    const details = { ...DETAILS, confidence: 'low', suggest: false } as const
    expect(await octokitSubject().explainLabels(REF, ['auth'], details)).toBe('sent')
  })
})

test('a type and a field are suggested with exactly this body, which has no state', async () => {
  const reason = { rationale: 'The badge is gone', confidence: 'high', suggest: true }
  const body = {
    type: { value: 'Bug', ...reason },
    issue_field_values: [{ field_id: 42, value: 'Authentication', ...reason }],
  }
  nock(API)
    .patch(ISSUE, body)
    .matchHeader(...VERSION)
    .reply(200, {})
  const fields = { type: 'Bug', fields: [{ id: 42, value: 'Authentication' }] }
  expect(await octokitSubject().suggestFields(REF, fields, { ...DETAILS, suggest: false })).toBe('sent')
})

test('a body has no empty fields', async () => {
  const reason = { rationale: 'The badge is gone', confidence: 'high', suggest: true }
  nock(API)
    .patch(ISSUE, { type: { value: 'Bug', ...reason } })
    .reply(200, {})
  expect(await octokitSubject().suggestFields(REF, { type: 'Bug', fields: [] }, DETAILS)).toBe('sent')
})

describe('the list of suggestions', () => {
  test('has labels by name or by id, types and fields, and leaves out everything else', async () => {
    list().reply(200, [
      suggestion({ action: 'add_label', target_value: 'auth' }),
      suggestion({ action: 'add_label', target_id: 7, state: 'dismissed' }),
      suggestion({ action: 'set_type', target_id: 3, target_value: 'Bug' }),
      suggestion({ action: 'add_field', target_id: 42, target_value: 'x', state: 'approved' }),
      suggestion({ action: 'close_issue' }),
      { unknown: true },
    ])
    nock(API)
      .get('/repos/Acme/gateway/labels')
      .query({ per_page: '100' })
      .reply(200, [{ id: 7, name: 'mcp' }])
    expect(await octokitSubject().listSuggestions(REF)).toEqual([
      { kind: 'label', name: 'auth', state: 'pending' },
      { kind: 'label', name: 'mcp', state: 'dismissed' },
      { kind: 'type', name: 'Bug', state: 'pending' },
      { kind: 'field', name: '42', state: 'approved' },
    ])
  })

  test.each([404, 422])('is unsupported after status %d, and is not asked for again for an hour', async (status) => {
    const noticed: unknown[] = []
    const subject = octokitSubject({ onNativeUnsupported: (repository) => noticed.push(repository) })
    list().reply(status, {})
    expect(await subject.listSuggestions(REF)).toBe('unsupported')
    expect(await subject.listSuggestions(REF)).toBe('unsupported')
    expect(await subject.explainLabels(REF, ['auth'], DETAILS)).toBe('unsupported')
    expect(noticed).toEqual([{ owner: 'Acme', repo: 'gateway' }])
  })

  test('is unsupported without the permission', async () => {
    list().reply(403, { message: 'Resource not accessible by integration' })
    expect(await octokitSubject().listSuggestions(REF)).toBe('unsupported')
  })

  test('fails while GitHub is unavailable', async () => {
    list().reply(503, {})
    expect(await refusalOf(octokitSubject().listSuggestions(REF))).toMatchObject({ code: 'github-refused' })
  })
})
