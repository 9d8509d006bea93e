import { describe, expect, test } from 'vitest'
import { createInProcessAnalysis } from '../../../src/app/analysis/in-process.ts'
import { readEvent } from '../../../src/entrypoints/action/event.ts'
import { twoSignaturePack } from '../../support/packs.ts'
import { loadWebhook } from '../../support/webhooks.ts'

function opened(change: (payload: ReturnType<typeof loadWebhook>) => void = () => undefined) {
  const payload = loadWebhook('issues.opened')
  change(payload)
  return payload
}

const analysis = createInProcessAnalysis(twoSignaturePack())
const read = (name: string, payload: object) => readEvent({ name, payload, runId: '7', at: 1000 }, analysis)

describe('readEvent', () => {
  test.each(['issues.opened', 'issues.edited'] as const)('returns the issue to triage for %s', async (event) => {
    const payload = loadWebhook(event)
    const ref = { owner: payload.repository.owner.login, repo: payload.repository.name, number: payload.issue.number }
    expect(await read('issues', payload)).toMatchObject({ ref, comment: null, delivery: { id: 'actions-run-7' } })
  })

  test.each([
    ['a label set by a person', 'issues', loadWebhook('issues.labeled')],
    ['another event', 'push', { ref: 'refs/heads/main' }],
    ['a pull request', 'issues', opened((it) => Object.assign(it.issue, { pull_request: {} }))],
    ['an action by a bot', 'issues', opened((it) => Object.assign(it.sender, { type: 'Bot' }))],
    ['an issue by a bot', 'issues', opened((it) => Object.assign(it.issue.user, { type: 'Bot' }))],
  ])('returns null for %s', async (_, name, payload) => {
    expect(await read(name, payload)).toBeNull()
  })

  test('reads an issue by a deleted account', async () => {
    expect(
      await read(
        'issues',
        opened((it) => Object.assign(it.issue, { user: null })),
      ),
    ).toMatchObject({ ref: { number: 1347 } })
  })

  test('returns the id of a comment', async () => {
    const payload = loadWebhook('issue_comment.created')
    expect(await read('issue_comment', payload)).toMatchObject({ comment: payload.comment.id })
  })

  test('rejects the payload of another event', async () => {
    await expect(read('issues', { action: 'opened' })).rejects.toThrow(
      expect.objectContaining({ code: 'malformed-delivery' }),
    )
  })
})
