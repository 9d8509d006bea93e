import { describe, expect, test } from 'vitest'
import { readEvent } from '../../src/action/event.ts'
import { loadWebhook } from '../helpers/webhooks.ts'

function opened(change: (payload: ReturnType<typeof loadWebhook>) => void = () => undefined) {
  const payload = loadWebhook('issues.opened')
  change(payload)
  return payload
}

describe('an event of a workflow', () => {
  test.each(['issues.opened', 'issues.edited'] as const)('%s names the issue to triage', (event) => {
    const payload = loadWebhook(event)
    expect(readEvent('issues', payload)).toEqual({
      owner: payload.repository.owner.login,
      repo: payload.repository.name,
      number: payload.issue.number,
    })
  })

  test.each([
    ['a label that somebody set', 'issues', loadWebhook('issues.labeled')],
    ['an issue that was closed', 'issues', loadWebhook('issues.closed')],
    ['another event', 'push', { ref: 'refs/heads/main' }],
    ['a pull request', 'issues', opened((it) => Object.assign(it.issue, { pull_request: {} }))],
    ['an act of a bot', 'issues', opened((it) => Object.assign(it.sender, { type: 'Bot' }))],
    ['an issue of a bot', 'issues', opened((it) => Object.assign(it.issue.user, { type: 'Bot' }))],
  ])('asks for nothing when it is %s', (_, name, payload) => {
    expect(readEvent(name, payload)).toBeNull()
  })

  test('of a deleted account is triaged', () => {
    expect(
      readEvent(
        'issues',
        opened((it) => Object.assign(it.issue, { user: null })),
      ),
    ).toMatchObject({ number: 1347 })
  })

  test('with the payload of something else is refused', () => {
    expect(() => readEvent('issues', { action: 'opened' })).toThrow('not one of GitHub')
  })
})
