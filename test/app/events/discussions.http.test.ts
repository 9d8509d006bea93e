import { expect, test } from 'vitest'
import { twoSignaturePack } from '../../support/packs.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'
import { openRestBot } from '../../support/rest-bot.ts'
import type { RestIssue } from '../../support/rest-github.ts'

useRecordedReplies()

const DISCUSSION = {
  ...{ id: 'D_7', title: 'It fails', body: 'lost-badge found', closed: false, closedAt: null, stateReason: null },
  ...{ locked: false, createdAt: '2026-11-20T10:50:00Z', updatedAt: '2026-11-20T10:50:00Z' },
  ...{ author: { __typename: 'User', login: 'reporter' }, labels: { nodes: [] }, reactions: { totalCount: 0 } },
}

/** A GitHub on which number 7 is a discussion: the REST API has no issue with this number. */
function world(settings: string, sent: (readonly [string, object])[]): RestIssue {
  return {
    status: 404,
    comments: [],
    settings,
    graphql(query, variables) {
      sent.push([query, variables])
      if (query.includes('addDiscussionComment'))
        return { addDiscussionComment: { comment: { id: 'DC_9', databaseId: 9 } } }
      if (query.startsWith('mutation')) return {}
      if (query.includes('label0')) return { repository: { label0: { id: 'LA_1' } } }
      const thread = { id: 'D_7', oldest: { nodes: [] }, newest: { nodes: [] } }
      return { repository: { discussion: query.includes('oldest') ? thread : DISCUSSION } }
    },
  }
}

async function hearCreated(settings: string) {
  const bot = await openRestBot(twoSignaturePack())
  const sent: (readonly [string, object])[] = []
  const { writes } = await bot.hear(world(settings, sent), 'discussion', { action: 'created' })
  await bot.store.close()
  return { writes, sent }
}

test('a discussion is labelled and answered with two mutations; only a missing label is created over REST', async () => {
  const { writes, sent } = await hearCreated('discussions: true\n')
  expect(writes).toEqual([
    'POST /repos/Acme/gateway/labels',
    'mutation addLabelsToLabelable',
    'mutation addDiscussionComment',
  ])
  const [, variables] = sent.find(([query]) => query.includes('addDiscussionComment')) ?? []
  expect(variables).toMatchObject({ discussion: 'D_7', body: expect.stringContaining('The lost badge') })
})

test.each([
  ['by default', 'mode: comment\n'],
  ['in a dry run', 'mode: dry-run\ndiscussions: true\n'],
  ['with invalid settings', 'discussions: [\n'],
])('nothing is written on a discussion %s', async (_, settings) => {
  expect((await hearCreated(settings)).writes).toEqual([])
})
