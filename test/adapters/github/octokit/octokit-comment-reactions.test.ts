import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { classifyRefusal } from '../../../../src/adapters/github/refusal.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { API, octokitSubject, refusalOf } from '../octokit-subject.ts'

useRecordedReplies()

const ACME = { owner: 'Acme', repo: 'gateway' }
const by = (...logins: readonly (string | null)[]) => ({
  nodes: logins.map((it) => ({ user: it === null ? null : { login: it } })),
})

function comment(overrides: object = {}): object {
  const none = { down: by(), confused: by() }
  return { databaseId: 5, isMinimized: false, viewerDidAuthor: true, ...none, ...overrides }
}

function issue(number: number, ...comments: readonly object[]): object {
  return { number, comments: { nodes: comments } }
}

describe('signs on comments', () => {
  test('of many issues are asked for in one call, and come of those that have any', async () => {
    const asked = ({ query, variables }: { query: string; variables: object }) =>
      query.includes('i0: issue(number: 7)') &&
      query.includes('i2: issue(number: 9)') &&
      JSON.stringify(variables) === '{"owner":"Acme","repo":"gateway"}'
    const repository = {
      i0: issue(7, comment({ down: by('ann', 'ann', null), confused: by('bob', 'other[bot]') })),
      i1: issue(8, comment(), comment({ viewerDidAuthor: false, down: by('ann') })),
      i2: issue(9, comment({ databaseId: 6, isMinimized: true })),
    }
    nock(API).post('/graphql', asked).reply(200, { data: { repository } })
    expect(await octokitSubject().listCommentReactions(ACME, [7, 8, 9])).toEqual([
      { ref: { ...ACME, number: 7 }, commentId: 5, minimised: false, against: ['ann', 'bob'] },
      { ref: { ...ACME, number: 9 }, commentId: 6, minimised: true, against: [] },
    ])
  })

  test('on the newest comment of ours count, and on no older one', async () => {
    const repository = { i0: issue(7, comment({ down: by('ann') }), comment({ databaseId: 9 })) }
    nock(API).post('/graphql').reply(200, { data: { repository } })
    expect(await octokitSubject().listCommentReactions(ACME, [7])).toEqual([])
  })

  test('of an issue that is gone are none, and those of the others come all the same', async () => {
    const repository = { i0: null, i1: issue(8, comment({ isMinimized: true })) }
    nock(API).post('/graphql').reply(200, { data: { repository } })
    expect(await octokitSubject().listCommentReactions(ACME, [7, 8])).toMatchObject([{ ref: { number: 8 } }])
  })

  test('that GitHub cannot tell now are a refusal', async () => {
    nock(API).post('/graphql').reply(502)
    const refusal = await refusalOf(octokitSubject().listCommentReactions(ACME, [7]))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'unavailable' })
  })
})
