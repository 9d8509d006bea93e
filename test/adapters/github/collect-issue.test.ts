import { beforeEach, describe, expect, test } from 'vitest'
import { collectIssue, recheckIssue } from '../../../src/adapters/github/collect-issue.ts'
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

describe('collectIssue', () => {
  test('returns the logs that the text links to, and the files that were not read', async () => {
    const log = { name: 'sdk-debug.txt', bytes: Buffer.from('Missing user:mcp_servers scope') }
    const files = [log, { name: 'screen.png', why: 'is a picture' }]
    const received: string[] = []
    const fetchLogs = async (markdown: string) => {
      received.push(markdown)
      return { files }
    }
    const collected = await collectIssue(ref, { github, rememberedComment: null, fetchLogs })
    expect(collected).toMatchObject({ files })
    expect(received).toEqual(['Body'])
  })

  test('returns only the reporter’s comments', async () => {
    const person = github.as('person')
    const id = person.comment(ref, 'Here is the log.', 'reporter')
    person.comment(ref, 'Same here!', 'somebody')
    await github.createComment(ref, 'We say.')
    expect(await collect()).toMatchObject({ issue: { comments: [{ id, body: 'Here is the log.' }] } })
  })

  test("omits a copy of the bot's own comment, which describes failures in the bot's words", async () => {
    github.as('person').comment(ref, `${OURS}\n\nThis looks like a lost badge.`, 'reporter')
    github.as('person').comment(ref, 'It still fails.', 'reporter')
    expect(await collect()).toMatchObject({ issue: { comments: [{ body: 'It still fails.' }] } })
  })

  test('returns logs that the reporter’s comment links to', async () => {
    github.as('person').comment(ref, 'The log is there.', 'reporter')
    const received: string[] = []
    const fetchLogs = async (markdown: string) => {
      received.push(markdown)
      return {}
    }
    await collectIssue(ref, { github, rememberedComment: null, fetchLogs })
    expect(received).toEqual(['Body\n\nThe log is there.'])
  })

  test('returns the reporter’s last 30 comments', async () => {
    for (let at = 0; at < 100; at++) github.as('person').comment(ref, `answer ${at}`, 'reporter')
    const collected = await collect()
    const bodies = typeof collected === 'string' ? [] : collected.issue.comments?.map(({ body }) => body)
    expect(bodies).toHaveLength(30)
    expect(bodies?.at(-1)).toBe('answer 99')
  })

  test('removes commands to the bot, and comments that contain nothing else', async () => {
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

  test('treats two deleted accounts as two people', async () => {
    const orphan = github.openIssue({ owner: 'acme', repo: 'gateway', title: 'Title', author: 'ghost' })
    github.as('person').comment(orphan, 'Mine too.', 'ghost')
    const collected = await collectIssue(orphan, {
      github,
      rememberedComment: null,
      fetchLogs: async () => ({}),
    })
    expect(collected).not.toMatchObject({ issue: { comments: expect.anything() } })
  })

  test('returns a new issue as open, without labels or comments', async () => {
    expect(await collect()).toEqual({
      facts: await github.readIssue(ref),
      remarks: [],
      issue: { title: 'Title', body: 'Body', attachments: [] },
      files: [],
      state: stateOf({ createdAt: 0, type: null, fields: [] }),
    })
  })

  test('returns the labels and their actors', async () => {
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

  test('returns our comment, not one with a pasted marker', async () => {
    github.as('person').comment(ref, `${OURS}\nIt is me.`)
    github.as('bot').comment(ref, `${OURS}\nIt is me.`)
    const { id } = await github.createComment(ref, `${OURS}\nWe say.`)
    expect(await collect()).toMatchObject({ state: { ownComment: { id, body: `${OURS}\nWe say.` } } })
  })

  test.each([
    ['it exists', true, false],
    ['it was deleted', false, true],
  ])('reports whether our comment was deleted: %s', async (_, exists, deleted) => {
    const { id } = await github.createComment(ref, OURS)
    if (!exists) github.as('person').deleteComment(ref, id)
    expect(await collect(id)).toMatchObject({ state: { ownCommentDeleted: deleted } })
  })

  test('treats our comment as deleted when a person removed its marker', async () => {
    const { id } = await github.createComment(ref, OURS)
    github.as('person').editComment(ref, id, 'Rewritten.')
    expect(await collect(id)).toMatchObject({ state: { ownComment: null, ownCommentDeleted: true } })
  })
})

describe('recheckIssue', () => {
  test('returns changes made in the meantime and keeps the rest', async () => {
    const state = stateOf({ ownComment: { id: 7, body: OURS } })
    const person = github.as('person')
    person.close(ref)
    person.lock(ref)
    person.addLabel(ref, 'bug')
    expect(await recheckIssue(ref, state, github)).toEqual({
      ...state,
      type: null,
      fields: [],
      open: false,
      locked: true,
      labels: ['bug'],
    })
  })

  test('reads the label events again if a label is gone, so that it does not come back', async () => {
    github.as('person').addLabel(ref, 'auth: a')
    const state = { ...stateOf(), labels: ['auth: a'], labelEvents: await github.listLabelEvents(ref) }
    github.as('person').removeLabel(ref, 'auth: a')
    expect(await recheckIssue(ref, state, github)).toMatchObject({
      labels: [],
      labelEvents: [{ action: 'labeled' }, { label: 'auth: a', action: 'unlabeled', by: 'person' }],
    })
  })

  test('returns the reason when the issue is gone', async () => {
    github.as('person').transfer(ref)
    expect(await recheckIssue(ref, stateOf(), github)).toBe('transferred')
  })
})
