import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { twoSignaturePack } from '../../support/packs.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'
import { openRestBot, type RestBot } from '../../support/rest-bot.ts'
import type { RestIssue } from '../../support/rest-github.ts'

useRecordedReplies()

const SETTINGS = [
  'GET /repos/Acme/gateway/contents/.github%2Fauth-triage.yml',
  'GET /repos/Acme/.github/contents/.github%2Fauth-triage.yml',
]
const ISSUE = '/repos/Acme/gateway/issues/7'
const LABEL = 'GET /repos/Acme/gateway/labels/auth%3A%20lost%20badge'
const NEW: RestIssue = { issue: { labels: [] }, comments: [], graphql: 'thread' }
const UNRELATED = { ...NEW, issue: { ...NEW.issue, title: 'Colours', body: 'The palette forgets its colours.' } }
const withoutGraphql = ({ graphql: _, ...world }: RestIssue): RestIssue => world

let bot: RestBot

beforeEach(async () => {
  bot = await openRestBot(twoSignaturePack())
})

afterEach(() => bot.store.close())

const open = (world: RestIssue) => bot.hear(world, 'issues', { action: 'opened' })

describe('the calls for a new issue', () => {
  test('are one to read it, and the settings of a repository that is new to the bot', async () => {
    const { reads, writes } = await open(UNRELATED)
    expect(reads).toEqual(['POST /graphql', ...SETTINGS])
    expect(writes).toEqual([])
  })

  test('without an answer are one in a known repository', async () => {
    await open(UNRELATED)
    expect((await open(UNRELATED)).reads).toEqual(['POST /graphql'])
  })

  test('with an answer are four, and those that create the label: it is read again before the writes', async () => {
    await open(UNRELATED)
    const { reads, writes } = await open(NEW)
    expect(reads).toEqual(['POST /graphql', 'GET /repos/Acme/gateway/issues/7', LABEL])
    expect(writes).toEqual(['POST /repos/Acme/gateway/labels', `POST ${ISSUE}/labels`, `POST ${ISSUE}/comments`])
  })

  test('read the parts one by one from a server without GraphQL, which is not tried every time', async () => {
    await open(withoutGraphql(UNRELATED))
    const { reads } = await open(withoutGraphql(UNRELATED))
    expect(reads).toEqual([`GET ${ISSUE}`, `GET ${ISSUE}/comments`, `GET ${ISSUE}/timeline`])
  })
})

test('an issue that was deleted is left alone', async () => {
  const { writes } = await open({ ...NEW, status: 410, graphql: () => ({ repository: { issue: null } }) })
  expect(writes).toEqual([])
})

test('other tasks do not read what they do not need', async () => {
  const world = { ...NEW, comments: [{ id: 5, body: 'Me too', by: 'passer-by' }] }
  const { reads } = await bot.hear(world, 'issue_comment', { action: 'created', comment: { id: 5 } })
  expect(reads).not.toContain('POST /graphql')
})
