import { afterEach, expect, test, vi } from 'vitest'
import { startWebhookRelay, type WebhookRelay } from '../../../../src/entrypoints/cli/demo/webhook-relay.ts'

let relay: WebhookRelay | undefined
afterEach(() => relay?.close())

test.each([
  ['Bot', true],
  ['User', false],
])("a comment by a sender of type %s is told apart from the other kind's", async (type, byBot) => {
  relay = await startWebhookRelay('secret')
  await relay.send('issue_comment', { action: 'created', sender: { login: 'someone', type } })
  expect(relay.deliveries).toEqual([expect.objectContaining({ event: 'issue_comment.created', byBot })])
})

test("a webhook without a sender counts as a person's", async () => {
  relay = await startWebhookRelay('secret')
  expect(await relay.send('push', {})).toMatchObject({ event: 'push', byBot: false, status: null })
})

test('a webhook that is not signed with the secret is refused and not forwarded', async () => {
  relay = await startWebhookRelay('secret')
  const response = await fetch(relay.url, { method: 'POST', body: '{}', headers: { 'x-github-event': 'push' } })
  expect(response.status).toBe(400)
  await vi.waitFor(() => expect(relay?.deliveries).toEqual([]))
})
