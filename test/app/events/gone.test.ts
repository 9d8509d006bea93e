import { beforeEach, describe, expect, test } from 'vitest'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { REF } from '../../adapters/github/octokit-subject.ts'
import { about, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'
import { openRestBot } from '../../support/rest-bot.ts'

useRecordedReplies()

const pack = twoSignaturePack()
let bot: MadeUpBot
let ref: IssueRef

beforeEach(async () => {
  bot = await openMadeUpBot(pack)
  ref = await bot.open({ owner: 'acme', repo: 'gateway', title: 'It fails', body: 'lost-badge found' })
  return () => bot.store.close()
})

const created = (id: number) => ({ action: 'created', ...about(ref), comment: { id } })

describe('a comment on an issue that is gone', () => {
  test.each([
    [301, ['GET /repos/Acme/gateway', 'GET /repos/Acme/gateway/issues/7', 'GET /repositories/99/issues/3']],
    [404, ['GET /repos/Acme/gateway', 'GET /repos/Acme/gateway/issues/7']],
    [410, ['GET /repos/Acme/gateway', 'GET /repos/Acme/gateway/issues/7']],
  ])('counts as done if GitHub returns %i', async (status, asked) => {
    const rest = await openRestBot(pack)
    const world = { status, comments: [{ id: 2, body: '/triage wrong', by: 'reporter' }] }
    const { reads, writes } = await rest.hear(world, 'issue_comment', { action: 'created', comment: { id: 2 } })
    expect([reads, writes]).toEqual([asked, []])
    expect(await rest.store.feedbackOn(REF)).toEqual([])
    await rest.store.close()
  })

  test.each(['delete', 'transfer'] as const)(
    'counts as done if people %s the issue while the comment is being handled',
    async (how) => {
      const id = bot.github.as('person').comment(ref, '/triage wrong', 'reporter')
      const { readComment } = bot.github
      Object.assign(bot.github, {
        readComment(asked: IssueRef, comment: number) {
          bot.github.as('person')[how](ref)
          return readComment(asked, comment)
        },
      })
      await bot.hear('issue_comment', created(id))
      expect(await bot.queue.parked()).toEqual([])
      expect(await bot.queue.backlog()).toBe(0)
    },
  )
})

test('a deleted comment on an existing issue counts as done', async () => {
  await bot.hear('issue_comment', created(4711))
  expect(await bot.queue.backlog()).toBe(0)
})

test('a refused write on an existing issue is an error', async () => {
  const id = bot.github.as('person').comment(ref, '/triage explain', 'reporter')
  bot.github.refuseNext('updateComment', 404)
  await expect(bot.hear('issue_comment', created(id))).rejects.toMatchObject({ code: 'github-refused' })
})
