import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { API, ISSUE, OUR_BOT, octokitSubject, PERSON, REF, refusalOf } from '../octokit-subject.ts'

useRecordedReplies()

const bot = (login: string) => ({ __typename: 'Bot', login })
const person = { __typename: 'User', login: 'maintainer' }
const node = (__typename: string, name: string, actor: object | null) => ({ __typename, label: { name }, actor })

function response(nodes: readonly unknown[]): object {
  return { data: { repository: { issue: { timelineItems: { nodes } } } } }
}

describe('label events through GraphQL', () => {
  test('are read in one call', async () => {
    const queries: string[] = []
    nock(API)
      .post('/graphql', ({ query }) => {
        queries.push(query)
        return true
      })
      .reply(
        200,
        response([
          node('LabeledEvent', 'auth: a', bot('auth-triage')),
          node('LabeledEvent', 'auth: b', bot('auth-triage[bot]')),
          node('UnlabeledEvent', 'auth: a', person),
          node('UnlabeledEvent', 'auth: b', bot('stale')),
          node('LabeledEvent', 'auth: c', null),
          node('CommentDeletedEvent', 'auth: d', person),
          null,
        ]),
      )
    expect(await octokitSubject().listLabelEvents(REF)).toEqual([
      { label: 'auth: a', action: 'labeled', by: 'us' },
      { label: 'auth: b', action: 'labeled', by: 'us' },
      { label: 'auth: a', action: 'unlabeled', by: 'person' },
      { label: 'auth: b', action: 'unlabeled', by: 'bot' },
      { label: 'auth: c', action: 'labeled', by: 'person' },
    ])
    expect(queries[0]).toContain('timelineItems(last: 100, itemTypes: [LABELED_EVENT, UNLABELED_EVENT])')
  })

  test('caused by a person with our login are not ours', async () => {
    const same = { __typename: 'User', login: OUR_BOT.login }
    nock(API)
      .post('/graphql')
      .reply(200, response([node('UnlabeledEvent', 'auth: a', same)]))
    expect(await octokitSubject().listLabelEvents(REF)).toMatchObject([{ by: 'person' }])
  })

  test('are not requested again from a server without GraphQL', async () => {
    const github = octokitSubject()
    nock(API).post('/graphql').reply(404, { message: 'Not Found' })
    const labeled = { event: 'labeled', actor: PERSON, label: { name: 'bug' } }
    nock(API).get(`${ISSUE}/timeline`).query({ per_page: '100' }).times(2).reply(200, [labeled])
    const expected = [{ label: 'bug', action: 'labeled', by: 'person' }]
    expect([await github.listLabelEvents(REF), await github.listLabelEvents(REF)]).toEqual([expected, expected])
  })

  test('throw when GitHub is unavailable, because a label that a person removed must not come back', async () => {
    nock(API).post('/graphql').reply(502)
    expect(await refusalOf(octokitSubject().listLabelEvents(REF))).toMatchObject({ code: 'github-refused' })
  })
})
