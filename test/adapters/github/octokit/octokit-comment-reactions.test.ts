import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { classifyRefusal } from '../../../../src/adapters/github/refusal.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { API, octokitSubject, refusalOf } from '../octokit-subject.ts'

useRecordedReplies()

const ACME = { owner: 'Acme', repo: 'gateway' }
const by = (...logins: readonly (string | null)[]) => ({
  nodes: logins.map((login) => ({ user: login === null ? null : { login } })),
})

function comment(overrides: object = {}): object {
  const none = { down: by(), confused: by() }
  return { databaseId: 5, isMinimized: false, viewerDidAuthor: true, ...none, ...overrides }
}

function issue(number: number, ...comments: readonly object[]): object {
  return { number, comments: { nodes: comments } }
}

describe('reactions to comments', () => {
  test('on many issues are read in one call and returned for the issues that have any', async () => {
    const matchesQuery = ({ query, variables }: { query: string; variables: object }) =>
      query.includes('i0: issue(number: 7)') &&
      query.includes('i2: issue(number: 9)') &&
      JSON.stringify(variables) === '{"owner":"Acme","repo":"gateway"}'
    const repository = {
      i0: issue(7, comment({ down: by('ann', 'ann', null), confused: by('bob', 'other[bot]') })),
      i1: issue(8, comment(), comment({ viewerDidAuthor: false, down: by('ann') })),
      i2: issue(9, comment({ databaseId: 6, isMinimized: true })),
    }
    nock(API).post('/graphql', matchesQuery).reply(200, { data: { repository } })
    expect(await octokitSubject().listCommentReactions(ACME, [7, 8, 9])).toEqual([
      { ref: { ...ACME, number: 7 }, commentId: 5, minimised: false, against: ['ann', 'bob'] },
      { ref: { ...ACME, number: 9 }, commentId: 6, minimised: true, against: [] },
    ])
  })

  test('count on our newest comment only', async () => {
    const repository = { i0: issue(7, comment({ down: by('ann') }), comment({ databaseId: 9 })) }
    nock(API).post('/graphql').reply(200, { data: { repository } })
    expect(await octokitSubject().listCommentReactions(ACME, [7])).toEqual([])
  })

  test('are returned for other issues when one was deleted or is a discussion', async () => {
    const repository = { i0: null, i1: issue(8, comment({ isMinimized: true })) }
    const errors = [{ type: 'NOT_FOUND', message: 'Could not resolve to an Issue with the number of 7.' }]
    nock(API).post('/graphql').reply(200, { data: { repository }, errors })
    expect(await octokitSubject().listCommentReactions(ACME, [7, 8])).toMatchObject([{ ref: { number: 8 } }])
  })

  test('throw when GitHub is unavailable', async () => {
    nock(API).post('/graphql').reply(502)
    const refusal = await refusalOf(octokitSubject().listCommentReactions(ACME, [7]))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'unavailable' })
  })
})
