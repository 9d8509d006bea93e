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
const asked = (name: string, payload: object) => readEvent({ name, payload, runId: '7', at: 1000 }, analysis)

describe('an event of a workflow', () => {
  test.each(['issues.opened', 'issues.edited'] as const)('%s names the issue to triage', async (event) => {
    const payload = loadWebhook(event)
    const ref = { owner: payload.repository.owner.login, repo: payload.repository.name, number: payload.issue.number }
    expect(await asked('issues', payload)).toMatchObject({ ref, comment: null, delivery: { id: 'actions-run-7' } })
  })

  test.each([
    ['a label that somebody set', 'issues', loadWebhook('issues.labeled')],
    ['another event', 'push', { ref: 'refs/heads/main' }],
    ['a pull request', 'issues', opened((it) => Object.assign(it.issue, { pull_request: {} }))],
    ['an act of a bot', 'issues', opened((it) => Object.assign(it.sender, { type: 'Bot' }))],
    ['an issue of a bot', 'issues', opened((it) => Object.assign(it.issue.user, { type: 'Bot' }))],
  ])('asks for nothing when it is %s', async (_, name, payload) => {
    expect(await asked(name, payload)).toBeNull()
  })

  test('of a deleted account is triaged', async () => {
    expect(
      await asked(
        'issues',
        opened((it) => Object.assign(it.issue, { user: null })),
      ),
    ).toMatchObject({ ref: { number: 1347 } })
  })

  test('that is a comment names it', async () => {
    const payload = loadWebhook('issue_comment.created')
    expect(await asked('issue_comment', payload)).toMatchObject({ comment: payload.comment.id })
  })

  test('with the payload of something else is refused', async () => {
    await expect(asked('issues', { action: 'opened' })).rejects.toThrow(
      expect.objectContaining({ code: 'malformed-delivery' }),
    )
  })
})
