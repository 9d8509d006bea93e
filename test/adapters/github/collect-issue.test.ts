import { beforeEach, describe, expect, test } from 'vitest'
import { collectIssue, lookAgain } from '../../../src/adapters/github/collect-issue.ts'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { renderMarker } from '../../../src/core/comments/marker.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { stateOf } from '../../support/issue-state.ts'

const OURS = renderMarker({ decision: 'assert', signature: 'lost-badge', pack: '0123456789ab' })
let github: MemoryGitHub
let ref: IssueRef

beforeEach(() => {
  github = createMemoryGitHub()
  ref = github.openIssue({ owner: 'acme', repo: 'gateway', title: 'Title', body: 'Body' })
})

const collect = (rememberedComment: number | null = null) =>
  collectIssue(ref, { github, rememberedComment, fetchLogs: async () => ({}) })

describe('a collected issue', () => {
  test('carries the logs that its text links, and the files that were not read', async () => {
    const log = { name: 'sdk-debug.txt', bytes: Buffer.from('Missing user:mcp_servers scope') }
    const files = [log, { name: 'screen.png', why: 'is a picture' }]
    const asked: string[] = []
    const fetchLogs = async (markdown: string) => {
      asked.push(markdown)
      return { files }
    }
    const collected = await collectIssue(ref, { github, rememberedComment: null, fetchLogs })
    expect(collected).toMatchObject({ files })
    expect(asked).toEqual(['Body'])
  })

  test('carries what the reporter wrote below it, and nobody else', async () => {
    const person = github.as('person')
    const id = person.comment(ref, 'Here is the log.', 'reporter')
    person.comment(ref, 'Same here!', 'somebody')
    await github.createComment(ref, 'We say.')
    expect(await collect()).toMatchObject({ issue: { comments: [{ id, body: 'Here is the log.' }] } })
  })

  test('carries logs that the reporter links below it', async () => {
    github.as('person').comment(ref, 'The log is there.', 'reporter')
    const asked: string[] = []
    const fetchLogs = async (markdown: string) => {
      asked.push(markdown)
      return {}
    }
    await collectIssue(ref, { github, rememberedComment: null, fetchLogs })
    expect(asked).toEqual(['Body\n\nThe log is there.'])
  })

  test('carries no more than the last thirty answers', async () => {
    for (let at = 0; at < 100; at++) github.as('person').comment(ref, `answer ${at}`, 'reporter')
    const collected = await collect()
    const bodies = typeof collected === 'string' ? [] : collected.issue.comments?.map(({ body }) => body)
    expect(bodies).toHaveLength(30)
    expect(bodies?.at(-1)).toBe('answer 99')
  })

  test('carries no commands to the bot, and no comment that was nothing else', async () => {
    const person = github.as('person')
    const id = person.comment(ref, 'Here is the log.\n/triage\nThere is more.', 'reporter')
    for (let at = 0; at < 40; at++) person.comment(ref, `/triage not-duplicate #${at}`, 'reporter')
    person.comment(ref, '/triage duplicate-of #12', 'keeper')
    person.comment(ref, 'Like #13.\n/triage split #14', 'keeper')
    expect(await collect()).toMatchObject({
      issue: { comments: [{ id, body: 'Here is the log.\n\nThere is more.' }] },
      remarks: ['Like #13.\n'],
    })
  })

  test('takes two deleted accounts for two people', async () => {
    const orphan = github.openIssue({ owner: 'acme', repo: 'gateway', title: 'Title', author: 'ghost' })
    github.as('person').comment(orphan, 'Mine too.', 'ghost')
    const collected = await collectIssue(orphan, {
      github,
      rememberedComment: null,
      fetchLogs: async () => ({}),
    })
    expect(collected).not.toMatchObject({ issue: { comments: expect.anything() } })
  })

  test('that nobody has touched is open, without labels and comments', async () => {
    expect(await collect()).toEqual({
      facts: await github.readIssue(ref),
      remarks: [],
      issue: { title: 'Title', body: 'Body', attachments: [] },
      files: [],
      state: stateOf({ createdAt: 0 }),
    })
  })

  test('comes with its labels and who set them', async () => {
    github.as('person').addLabel(ref, 'bug')
    await github.addLabels(ref, ['auth: lost badge'])
    expect(await collect()).toMatchObject({
      state: {
        labels: ['bug', 'auth: lost badge'],
        labelEvents: [
          { label: 'bug', action: 'labeled', by: 'person' },
          { label: 'auth: lost badge', action: 'labeled', by: 'us' },
        ],
      },
    })
  })

  test('comes with our comment, not with one that holds a pasted marker', async () => {
    github.as('person').comment(ref, `${OURS}\nIt is me.`)
    github.as('bot').comment(ref, `${OURS}\nIt is me.`)
    const { id } = await github.createComment(ref, `${OURS}\nWe say.`)
    expect(await collect()).toMatchObject({ state: { ownComment: { id, body: `${OURS}\nWe say.` } } })
  })

  test.each([
    ['it is there', true, false],
    ['it is gone', false, true],
  ])('knows whether our comment was deleted: %s', async (_, there, deleted) => {
    const { id } = await github.createComment(ref, OURS)
    if (!there) github.as('person').deleteComment(ref, id)
    expect(await collect(id)).toMatchObject({ state: { ownCommentDeleted: deleted } })
  })

  test('knows that its comment was taken over by somebody who removed the marker', async () => {
    const { id } = await github.createComment(ref, OURS)
    github.as('person').editComment(ref, id, 'Written anew.')
    expect(await collect(id)).toMatchObject({ state: { ownComment: null, ownCommentDeleted: true } })
  })
})

describe('the second look', () => {
  test('brings what people changed meanwhile and keeps the rest', async () => {
    const state = stateOf({ ownComment: { id: 7, body: OURS } })
    const hands = github.as('person')
    hands.close(ref)
    hands.lock(ref)
    hands.addLabel(ref, 'bug')
    expect(await lookAgain(ref, state, github)).toEqual({ ...state, open: false, locked: true, labels: ['bug'] })
  })

  test('says that the issue is gone', async () => {
    github.as('person').transfer(ref)
    expect(await lookAgain(ref, stateOf(), github)).toBe('transferred')
  })
})
