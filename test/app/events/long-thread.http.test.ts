import { beforeEach, describe, expect, test } from 'vitest'
import { renderMarker } from '../../../src/core/comments/marker.ts'
import { REF } from '../../adapters/github/octokit-subject.ts'
import { twoSignaturePack } from '../../support/packs.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'
import { openRestBot, type RestBot } from '../../support/rest-bot.ts'
import type { RestComment, RestIssue } from '../../support/rest-github.ts'

useRecordedReplies()

const pack = twoSignaturePack()
const marker = renderMarker({ decision: 'assert', signature: 'lost-badge', pack: pack.fingerprint })
const OURS: RestComment = { id: 1, body: `${marker}\nThis looks like it.`, by: 'us' }
let bot: RestBot

beforeEach(async () => {
  bot = await openRestBot(pack)
  return () => bot.store.close()
})

/** A long thread of other people's comments, with our comment at the given position and the given last comment. */
function thread(length: number, last: Omit<RestComment, 'id'>, ours = 0): readonly RestComment[] {
  const others = Array.from({ length }, (_, at) => ({ id: at + 10, body: 'Same here!', by: 'passer-by' }))
  return [...others.slice(0, ours), OURS, ...others.slice(ours), { id: 10 + length, ...last }]
}

function deliverLast(comments: readonly RestComment[], world: Partial<RestIssue> = {}) {
  const id = comments.at(-1)?.id
  const roles = { keeper: 'triage' }
  return bot.hear({ roles, comments, ...world }, 'issue_comment', { action: 'created', comment: { id } })
}

/**
 * Maximum number of reads for one comment: both settings files, the issue three times, four pages of the thread and so
 * on.
 */
const MAX_READS = 22

describe('the number of calls for a comment does not depend on the length of the thread', () => {
  test.each([
    ['from the reporter', { by: 'reporter', body: 'lost-badge found' }],
    ['from the reporter, with a command', { by: 'reporter', body: '/triage wrong' }],
    [
      'from a maintainer, with every kind of answer',
      { by: 'keeper', body: '/triage explain\n/triage report\n/triage undo' },
    ],
    ['from a user without a role, with a command', { by: 'passer-by', body: '/triage help' }],
  ])('%s', async (_, last) => {
    await bot.store.rememberComment(REF, OURS.id)
    const few = (await deliverLast(thread(700, last, 300))).reads.length
    const fresh = await openRestBot(pack)
    await fresh.store.rememberComment(REF, OURS.id)
    const comments = thread(20_000, last, 9_000)
    const roles = { keeper: 'triage' }
    const event = { action: 'created', comment: { id: comments.at(-1)?.id } }
    const { reads } = await fresh.hear({ roles, comments }, 'issue_comment', event)
    await fresh.store.close()
    expect(reads.length).toBe(few)
    expect(reads.length).toBeLessThanOrEqual(MAX_READS)
  })

  test('from a user without a role, with no command: reads only the settings, the issue and the comment', async () => {
    const { reads } = await deliverLast(thread(5_000, { by: 'passer-by', body: 'Me too' }))
    expect(reads).toEqual([
      'GET /repos/Acme/gateway',
      'GET /repos/Acme/gateway/issues/7',
      'GET /repos/Acme/gateway/contents/.github%2Fauth-triage.yml',
      'GET /repos/Acme/.github/contents/.github%2Fauth-triage.yml',
      `GET /repos/Acme/gateway/issues/comments/5010`,
    ])
  })
})

describe('in a thread of 20,000 comments', () => {
  const last = { by: 'reporter', body: 'It still happens.' }

  test.each([
    ['known to the store, in the middle', 9_000, OURS.id],
    ['known to the store, at the start', 0, OURS.id],
    ['unknown to the store, among the first 100', 50, null],
    ['unknown to the store, among the newest', 19_850, null],
  ])('our comment is found and updated instead of being written again: %s', async (_, ours, remembered) => {
    if (remembered !== null) await bot.store.rememberComment(REF, remembered)
    const { writes } = await deliverLast(thread(20_000, last, ours))
    expect(writes).toEqual(['PATCH /repos/Acme/gateway/issues/comments/1'])
  })

  test('our comment is not written again after a person deletes it', async () => {
    await bot.store.rememberComment(REF, 5)
    const { writes } = await deliverLast(thread(20_000, last).filter(({ by }) => by !== 'us'))
    expect(writes).toEqual([])
  })

  test('a box ticked in our comment in the middle of the thread is handled', async () => {
    await bot.store.rememberComment(REF, OURS.id)
    const ticked = `${OURS.body}\n\n<details>\n<summary>For maintainers</summary>\n\n- [x] This answer is wrong: take it back\n- [ ] This answer is right: the label is correct\n\n</details>`
    const comments = thread(20_000, last, 9_000).map((it) => (it.by === 'us' ? { ...it, body: ticked } : it))
    const sender = { type: 'User', login: 'keeper' }
    await bot.hear({ roles: { keeper: 'triage' }, comments }, 'issue_comment', {
      action: 'edited',
      comment: { id: 1 },
      sender,
    })
    expect(await bot.store.feedbackOn(REF)).toMatchObject([{ kind: 'wrong-signature', origin: 'box', who: 'keeper' }])
  })

  test("the reporter's last comment is read", async () => {
    const body = 'torn-ticket found'
    const { writes } = await deliverLast(thread(20_000, { by: 'reporter', body }, 9_000), {
      issue: { body: 'nothing', labels: [] },
    })
    expect(writes).toContain('POST /repos/Acme/gateway/issues/7/labels')
  })
})
